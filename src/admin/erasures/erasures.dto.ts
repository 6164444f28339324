import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsString, Length, NotContains } from 'class-validator';
import { Absentable } from '../absentable.dto.js';

export class ErasureBody {
  @ApiProperty({ example: '12345', description: 'The user, as events name it' })
  @IsString({ message: 'must be a string' })
  @Length(1, 512, { message: 'must be 1 to 512 characters' })
  @NotContains('\u0000', { message: 'must be text' })
  subject!: string;

  @ApiPropertyOptional({ default: false, description: 'Only count what would be erased' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  dryRun?: boolean;
}

/** Rows, by what they are. */
class ErasedModel {
  @ApiProperty({ example: 4 })
  events!: number;

  @ApiProperty({ example: 5 })
  executions!: number;

  @ApiProperty({ example: 12 })
  taskRuns!: number;

  @ApiProperty({ example: 1 })
  deadLetters!: number;

  @ApiProperty({ example: 0 })
  approvals!: number;

  @ApiProperty({ example: 0 })
  callbacks!: number;

  @ApiProperty({ example: 0, description: 'Of the delivery log: deliveries that repeated one of the events' })
  repeats!: number;

  @ApiProperty({ example: 0, description: 'Requests that were captured to set a trigger up' })
  samples!: number;

  @ApiProperty({
    example: 1,
    description:
      'What keeps the order, the causes and the blast radius of events, and the keys of deleted users',
  })
  notes!: number;

  @ApiProperty({ example: 9, description: 'Whose private part was erased' })
  auditEntries!: number;
}

/** What was erased of a person, or would be. */
export class ErasureModel {
  @ApiProperty({ example: false })
  dryRun!: boolean;

  @ApiProperty({ type: ErasedModel })
  erased!: ErasedModel;

  @ApiProperty({
    type: [String],
    example: ['01a1fcdd-d61c-75f0-ae6b-b94d462aa5a7'],
    description: 'Audit entries that name what was erased, by id: one, or more of a great deal',
  })
  entries!: readonly string[];

  @ApiProperty({ description: 'Whether a built-in directory still has the user: that is for `user.delete`' })
  directoryUser!: boolean;
}
