import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** A fault of one member of what was sent. */
export class MemberFault {
  @ApiProperty({ example: 'event.subject[0]' })
  path!: string;

  @ApiProperty({ example: 'must be a string' })
  message!: string;
}

/** Every error of the API (RFC 9457), with the media type `application/problem+json`. */
export class Problem {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty({ example: 'Bad Request' })
  title!: string;

  @ApiProperty({ example: 400 })
  status!: number;

  @ApiProperty({ example: 'the request is not valid' })
  detail!: string;

  @ApiProperty({ example: 'the request is not valid', description: 'The short message for a person' })
  msg!: string;

  @ApiProperty({ example: 'invalid_request', description: 'Stable; programs look at this' })
  code!: string;

  @ApiProperty({ example: '5f0c9f57-21c8-4ef5-9f0c-8f6f0a2f3f55' })
  requestId!: string;

  @ApiPropertyOptional({ type: [MemberFault], description: 'All faults of the request at once' })
  errors?: MemberFault[];
}
