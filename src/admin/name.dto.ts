import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidRequest } from '../errors/errors.js';

/** Names of what is made through the API: sources, directories. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** A name in a path, when something of that name may be made. Throws InvalidRequest. */
@Injectable()
export class NamePipe implements PipeTransform<string, string> {
  transform(name: string): string {
    if (!NAME.test(name)) {
      const message = 'must be letters, digits, ., _ and -, at most 100, starting with a letter or digit';
      throw new InvalidRequest(`the name ${message}`, { errors: [{ path: 'name', message }] });
    }
    return name;
  }
}
