import { ValidationPipe } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { isDeeperThan, MAX_JSON_DEPTH } from '../config/json-depth.js';
import { InvalidRequest, UnsupportedMediaType } from '../errors/errors.js';
import { MAX_ARCHIVE_BYTES } from '../workflow/archive/split-archive.js';
import { setUpConsole } from './console.js';
import { setUpHttp } from './set-up-http.js';
import { takeTenant } from './tenant-path.js';
const BODY_LIMIT = '1mb';
const FORM_LIMIT = '16kb';
/** Express takes a path in letters of any case. */
const ARCHIVE = /^\/api\/v1\/archives\/?(\?|$)/i;
const API = /^\/api\/v1\//i;
const DOCUMENTS = /^\/api\/v1\/workflows(\/?$|\/?\?|\/(validate|diff)(\/?$|\/?\?)|\/[^/?]+\/[^/?]+(\/?$|\/?\?))/i;
/**
 * Sets up what the management API needs around its controllers: headers, bodies, checks, errors, documentation. The application
 * must have been created with `bodyParser: false`: every other path reads its own bytes.
 */
export function setUpApi(app, config) {
    setUpHttp(app);
    setUpConsole(app);
    app.use(takeTenant);
    app.useBodyParser('text', { limit: BODY_LIMIT, type: isDocument });
    app.useBodyParser('text', { limit: MAX_ARCHIVE_BYTES, type: isArchive });
    const json = { limit: BODY_LIMIT, type: isApiJson, verify: refuseDeep };
    app.useBodyParser('json', json);
    const form = { limit: FORM_LIMIT, extended: false, parameterLimit: 50, type: isDecision };
    app.useBodyParser('urlencoded', form);
    app.use(refuseUnread);
    app.useGlobalPipes(new ValidationPipe({
        transform: true,
        whitelist: true,
        forbidNonWhitelisted: true,
        validationError: { target: false, value: false },
        exceptionFactory: (faults) => new InvalidRequest('the request is not valid', {
            errors: faults.flatMap((fault) => faultsOf(fault, '')),
        }),
    }));
    setUpDocumentation(app, config);
}
function setUpDocumentation(app, config) {
    const builder = new DocumentBuilder()
        .setTitle('Signet')
        .setDescription('Management API of Signet, event automation for identity platforms.')
        .setVersion('1')
        .addBearerAuth();
    if (config.http.publicUrl !== null) {
        builder.addServer(config.http.publicUrl);
    }
    const describe = () => SwaggerModule.createDocument(app, builder.build());
    SwaggerModule.setup('docs', app, describe, {
        jsonDocumentUrl: 'docs/openapi.json',
        customSiteTitle: 'Signet API',
        swaggerOptions: { persistAuthorization: false },
    });
}
/** Code behind us goes into what is nested; a body that is nested deeper than any delivery may be would overflow it. */
function refuseDeep(_request, _response, body) {
    if (isDeeperThan(body, MAX_JSON_DEPTH)) {
        const refused = new InvalidRequest(`the body may be nested ${MAX_JSON_DEPTH} deep at most`);
        throw Object.assign(refused, { status: 400 }); // else the parser makes it 403
    }
}
/** A body of a type that no parser takes would pass for an empty one, and all that it asks for be left out. */
function refuseUnread(request, _, next) {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    const isSent = encoding !== undefined || Number(length ?? 0) > 0;
    if (isSent && request.body === undefined && takesJson(request)) {
        throw new UnsupportedMediaType('send the body as application/json');
    }
    next();
}
/** A workflow's text is kept as it came, so it is not parsed here, JSON or not. */
function isDocument(request) {
    return takesDocument(request) && /^(application|text)\/(x-)?(yaml|json)$/.test(mediaType(request));
}
function isArchive(request) {
    return takesArchive(request) && /^(application|text)\/(x-)?yaml$/.test(mediaType(request));
}
function isApiJson(request) {
    return takesJson(request) && mediaType(request) === 'application/json';
}
function takesDocument({ method, url = '' }) {
    return (method === 'PUT' || /\/(validate|diff)\/?(\?|$)/i.test(url)) && DOCUMENTS.test(url);
}
function takesArchive({ url = '' }) {
    return ARCHIVE.test(url);
}
function takesJson(request) {
    return API.test(request.url ?? '') && !takesDocument(request) && !takesArchive(request);
}
/** The form of a page for an approval. */
function isDecision(request) {
    return ((request.url ?? '').startsWith('/approvals/') &&
        mediaType(request) === 'application/x-www-form-urlencoded');
}
function mediaType(request) {
    return (request.headers['content-type'] ?? '').split(';', 1)[0].trim().toLowerCase();
}
/** Every fault with its place, `event.subject[0]`; never the value. */
function faultsOf(fault, above) {
    const isIndex = /^\d+$/.test(fault.property);
    const path = isIndex
        ? `${above}[${fault.property}]`
        : above === ''
            ? fault.property
            : `${above}.${fault.property}`;
    const own = Object.entries(fault.constraints ?? {}).map(([rule, message]) => ({
        path,
        message: MESSAGES[rule] ?? message,
    }));
    return [...own, ...(fault.children ?? []).flatMap((child) => faultsOf(child, path))];
}
const MESSAGES = {
    whitelistValidation: 'is not known here',
    unknownValue: 'must be an object',
    nestedValidation: 'must be an object',
};
//# sourceMappingURL=set-up-api.js.map