import { Module } from '@nestjs/common';
import { BurialRepository } from './burial.repository.js';

/** Try again or give up. */
@Module({ providers: [BurialRepository], exports: [BurialRepository] })
export class RecoveryModule {}
