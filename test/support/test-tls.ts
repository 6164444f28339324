/** One certificate for all TLS servers of a run, which every process of the run trusts. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCertificate } from './a-certificate.js';

export interface TestTls {
  /** PEM, for a server on 127.0.0.1. */
  readonly cert: string;
  readonly key: string;
  /** The certificate's file, for `NODE_EXTRA_CA_CERTS` of programs that a test starts. */
  readonly file: string;
}

/** Node reads `NODE_EXTRA_CA_CERTS` when a process begins, so it is set before workers are started; the same for all projects. */
export function trustTestTls(): TestTls {
  const given = process.env['SIGNET_TEST_TLS'];
  const folder = given ?? mkdtempSync(join(tmpdir(), 'signet-tls-'));
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  if (given === undefined) {
    const { cert, key } = aCertificate();
    writeFileSync(certFile, cert);
    writeFileSync(keyFile, key, { mode: 0o600 });
    process.env['SIGNET_TEST_TLS'] = folder;
    process.env['NODE_EXTRA_CA_CERTS'] = certFile;
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8'), file: certFile };
}
