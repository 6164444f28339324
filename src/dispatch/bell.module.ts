import { Module } from '@nestjs/common';
import { Doorbell } from './doorbell.service.js';

/** The ringing half of dispatch: all that a web process needs of it. */
@Module({ providers: [Doorbell], exports: [Doorbell] })
export class BellModule {}
