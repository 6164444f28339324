import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { streamUrl } from '../hook-url.js';
import { OWN_DOORS, type OwnDoors } from '../ports.js';

/** Where transmitters push to. */
@Injectable()
export class StreamDoors {
  constructor(
    @Inject(OWN_DOORS) private readonly doors: OwnDoors,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  urlOf(address: string): string {
    return streamUrl(this.config.http, address);
  }

  /** Gives the URL once this process answers there: a transmitter may push as soon as it hears of it. */
  async open(address: string): Promise<string> {
    await this.doors.refresh();
    return this.urlOf(address);
  }
}
