/** `http` sends what carries a token that is given. */
export function sendingWith(credential, http) {
    if (typeof credential === 'string') {
        const authorization = `Bearer ${credential}`;
        return (request) => http.request({ ...request, headers: { ...request.headers, authorization } });
    }
    const { client, tokens } = credential;
    return (request, watch) => tokens.send(request, client, watch);
}
//# sourceMappingURL=scim-credential.js.map