import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { Absentable } from '../absentable.dto.js';

/** How a source's tokens are fetched from their transmitter (RFC 8936). */
export class PollBody {
  @ApiProperty({ example: 'https://tr.example.com/ssf/poll/f67e39a0' })
  @Matches(/^https:\/\/\S{1,2000}$/, { message: 'must be an https URL' })
  endpoint!: string;

  @ApiPropertyOptional({
    example: 'Bearer eyJ…',
    description:
      'Text of the Authorization header, in clear. Left out: the one that is there for this endpoint stays. Never shown again',
  })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @Length(1, 8192, { message: 'must be 1 to 8192 characters' })
  @Matches(/^[\x20-\x7e]+$/, { message: 'must be printable ASCII' })
  authorization?: string;

  @ApiPropertyOptional({ default: 50, description: 'Most tokens to ask for at once' })
  @Absentable()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(1000, { message: 'must be at most 1000' })
  maxEvents?: number;

  @ApiPropertyOptional({
    default: 5,
    description: 'Seconds from one poll to the next while there is nothing',
  })
  @Absentable()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(86_400, { message: 'must be at most 86400' })
  intervalSeconds?: number;

  @ApiPropertyOptional({ default: true, description: 'The transmitter may answer when there is something' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  longPoll?: boolean;
}
