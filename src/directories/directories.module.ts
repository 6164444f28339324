import { Module } from '@nestjs/common';
import { SecretStore } from '../secrets/secret-store.service.js';
import { DirectoriesService, OPEN_TOKEN, type OpenToken } from './directories.service.js';
import { LocalDirectoryRepository } from './local/local-directory.repository.js';

/** Identity systems that actions act on. */
@Module({
  providers: [
    LocalDirectoryRepository,
    DirectoriesService,
    {
      provide: OPEN_TOKEN,
      inject: [SecretStore],
      useFactory:
        (secrets: SecretStore): OpenToken =>
        (sealed, context) =>
          secrets.openFor(context, sealed.toString('base64')),
    },
  ],
  exports: [LocalDirectoryRepository, DirectoriesService],
})
export class DirectoriesModule {}
