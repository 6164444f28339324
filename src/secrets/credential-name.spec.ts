import { describe, expect, it } from 'vitest';
import { isCredentialAmong, isCredentialName } from './credential-name.js';

describe('a name is taken for that of a credential', () => {
  it.each([
    'Authorization',
    'Proxy-Authorization',
    'authorization_code',
    'Cookie',
    'session_cookie',
    'token',
    'access_token',
    'accessToken',
    'refreshtoken',
    'id_token',
    'X-Gitlab-Token',
    'page_token_secret',
    'secret_page_token',
    'access_token_page',
    'client_secret',
    'clientSecret',
    'Stripe-Signature',
    'X-Hub-Signature-256',
    'password',
    'newPassword',
    'password_hash',
    'client_assertion',
    'SAMLAssertion',
    'key',
    'X-Api-Key',
    'apikey',
    'api_key',
    'apiKey',
    'x-api-key-event-key',
    'access_key',
    'accessKey',
    'secret_key',
    'privateKey',
    'private_key',
    'signing-key',
    'signingKey',
    'Ocp-Apim-Subscription-Key',
    'X-Functions-Key',
    'x-acme-key',
    'sign',
    'X-Sign',
    'hap-sign',
    'auth_code',
    'authCode',
    'verification_code',
    'reset-code',
    'otp_code',
    'one_time_code',
  ])('%s', (name) => expect(isCredentialName(name)).toBe(true));
});

describe('a name is an ordinary one', () => {
  it.each([
    'x-event-key',
    'issue_key',
    'issueKey',
    'partition_key',
    'sort-key',
    'idempotency-key',
    'Idempotency-Key',
    'project_key',
    'sortKey',
    'public_key',
    'appKey',
    'page_token',
    'nextPageToken',
    'next_token',
    'continuation-token',
    'cookie_consent',
    'password_changed_at',
    'passwordChangedAt',
    'token_type',
    'client_secret_expires_at',
    'code',
    'country_code',
    'promo_code',
    'statusCode',
    'state',
    'at',
    'type',
    'X-Design',
    'X-Keyboard',
    'X-Encode',
    'HAP-Appkey',
    '',
    '---',
  ])('%s', (name) => expect(isCredentialName(name)).toBe(false));
});

describe('the code of an OAuth answer', () => {
  it('is a credential beside its state, and an ordinary word without', () => {
    expect(isCredentialAmong('code', ['code', 'state'])).toBe(true);
    expect(isCredentialAmong('Code', ['Code', 'State'])).toBe(true);
    expect(isCredentialAmong('code', ['code', 'page'])).toBe(false);
    expect(isCredentialAmong('state', ['code', 'state'])).toBe(false);
    expect(isCredentialAmong('token', ['token'])).toBe(true);
  });
});
