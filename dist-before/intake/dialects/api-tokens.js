/** Token of the `ApiTokens`. */
export const API_TOKENS = Symbol('API_TOKENS');
//# sourceMappingURL=api-tokens.js.map