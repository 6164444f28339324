import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsObject, IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsTextList, type TextRule } from '../text-list.dto.js';

/** Live secrets of one proof, while keys are rotated. */
export const MOST_SECRETS = 10;
const SECRET: TextRule = { least: 8, most: 8192, message: 'each must be 8 to 8192 characters' };

export class VerifyBody {
  @ApiProperty({ example: 'standard-webhooks', description: 'One of /profiles' })
  @IsString({ message: 'must be a string' })
  @Length(1, 100, { message: 'must be 1 to 100 characters' })
  profile!: string;

  @ApiPropertyOptional({
    type: [String],
    example: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    description: 'In clear; any of them may match. Left out: those there are stay. Never shown again',
  })
  @IsTextList(MOST_SECRETS, { each: SECRET })
  secrets?: string[];

  @ApiPropertyOptional({
    type: Object,
    example: {},
    description: 'What the profile asks for: issuer, audience, …',
  })
  @Absentable()
  @IsObject({ message: 'must be an object' })
  config?: Record<string, unknown>;

  @ApiPropertyOptional({
    default: false,
    description: 'The sender shows its secret only once it has the address: refuses all until one is added',
  })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  secretLater?: boolean;
}

export class TokenBody {
  @ApiProperty({ example: 'header:authorization' })
  @Matches(/^header:[A-Za-z0-9-]{1,100}$/, { message: 'must be header:NAME' })
  from!: string;

  @ApiPropertyOptional({ enum: ['Bearer', 'Basic'] })
  @Absentable()
  @IsIn(['Bearer', 'Basic'], { message: 'must be Bearer or Basic' })
  scheme?: 'Bearer' | 'Basic';

  @ApiPropertyOptional({
    type: [String],
    description: 'In clear; kept as digests. Left out: those there are stay',
  })
  @IsTextList(MOST_SECRETS, { each: SECRET })
  secrets?: string[];
}
