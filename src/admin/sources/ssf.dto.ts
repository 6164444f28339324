import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsTextList } from '../text-list.dto.js';
import { IsFlag } from '../filters.dto.js';

const METHODS = ['push', 'poll'] as const;

/** What a stream at a transmitter is set up with. */
export class SsfRegisterBody {
  @ApiProperty({
    example: 'https://tr.example.com',
    description: 'Its issuer, or the address of its metadata',
  })
  @Matches(/^https:\/\/\S{1,2000}$/, { message: 'must be an https URL' })
  transmitter!: string;

  @ApiPropertyOptional({
    description: 'Token for its stream management, sealed at once. Left out: the one there is stays',
  })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @Length(1, 8192, { message: 'must be 1 to 8192 characters' })
  @Matches(/^[\x21-\x7e]+$/, { message: 'must be printable ASCII without spaces' })
  token?: string;

  @ApiPropertyOptional({ enum: METHODS, default: 'push' })
  @Absentable()
  @IsIn(METHODS, { message: 'must be push or poll' })
  method: (typeof METHODS)[number] = 'push';

  @ApiPropertyOptional({
    type: [String],
    example: ['caep.session-revoked', 'risc.*'],
    description: 'Short types, families or addresses. Left out: all of CAEP and RISC',
  })
  @IsTextList(100, { some: true })
  events?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Left out: what the transmitter says' })
  @IsTextList(20, { some: true })
  audience?: string[];

  @ApiPropertyOptional({ default: 'ssf', description: 'Profile of security event tokens' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @Length(1, 100, { message: 'must be 1 to 100 characters' })
  profile?: string;
}

export class SsfQuery {
  @IsFlag('Ask the transmitter, too')
  remote?: 'true' | 'false';
}

class SsfFaultModel {
  @ApiProperty({ format: 'date-time', type: String })
  at!: string;

  @ApiProperty({ example: 'bad_audience' })
  reason!: string;
}

class SsfStatusModel {
  @ApiProperty({ example: 'enabled' })
  status!: string;

  @ApiProperty({ nullable: true, type: String })
  reason!: string | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  at!: Date | null;
}

class SsfVerificationModel {
  @ApiProperty({ description: 'It was asked for, and has not come yet' })
  pending!: boolean;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  askedAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  verifiedAt!: Date | null;
}

class SsfPollModel {
  @ApiProperty({ description: 'A worker is at it' })
  polling!: boolean;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  polledAt!: Date | null;

  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Not before, after failures',
  })
  nextPollAt!: Date | null;
}

/** A stream of security event tokens, as far as it is known here. */
export class SsfStreamModel {
  @ApiProperty({ example: 'idp' })
  source!: string;

  @ApiProperty({ nullable: true, type: String, description: 'null: it was not set up from here' })
  streamId!: string | null;

  @ApiProperty({ nullable: true, type: String })
  issuer!: string | null;

  @ApiProperty({ nullable: true, enum: METHODS })
  method!: string | null;

  @ApiProperty({ nullable: true, type: String, description: 'Where tokens are pushed to, or polled from' })
  endpoint!: string | null;

  @ApiProperty({ type: [String], example: ['caep.session-revoked'] })
  events!: string[];

  @ApiProperty({ nullable: true, type: SsfStatusModel, description: 'What the transmitter said last' })
  status!: SsfStatusModel | null;

  @ApiProperty({ type: SsfVerificationModel })
  verification!: SsfVerificationModel;

  @ApiProperty({ nullable: true, type: SsfPollModel })
  poll!: SsfPollModel | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  lastEventAt!: Date | null;

  @ApiProperty({ nullable: true, type: SsfFaultModel })
  lastError!: SsfFaultModel | null;
}
