/** Fetches the document with the token of the form and has Swagger UI draw it. The token is kept nowhere. */
const element = (id) => document.getElementById(id);

element('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  void show();
});

async function show() {
  const query = new URLSearchParams({ environment: element('environment').value });
  const said = element('said');
  try {
    const answer = await fetch(`../openapi/hooks.json?${query}`, {
      headers: { authorization: `Bearer ${element('token').value}` },
      cache: 'no-store',
      credentials: 'omit',
    });
    const body = await answer.json();
    if (!answer.ok) {
      said.textContent = `${answer.status}: ${body.msg}`;
      element('hooks').replaceChildren();
      return;
    }
    const hooks = Object.keys(body.paths).length;
    said.textContent = hooks === 0 ? 'No webhook trigger is enabled there.' : '';
    window.SwaggerUIBundle({
      spec: body,
      dom_id: '#hooks',
      supportedSubmitMethods: [],
      persistAuthorization: false,
    });
  } catch {
    said.textContent = 'The server could not be reached.';
  }
}
