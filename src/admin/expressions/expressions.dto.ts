import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';

export class EvaluateBody {
  @ApiProperty({ format: 'uuid', description: 'The execution it is tried on' })
  @IsUUID('all', { message: 'must be the id of an execution' })
  execution!: string;

  @ApiProperty({
    example: 'tasks.profile.output.changed',
    description: 'An expression, or a template with `{{ }}`',
  })
  @IsString({ message: 'must be a string' })
  @Length(1, 20_000, { message: 'must be 1 to 20000 characters' })
  expression!: string;
}

export class EvaluatedModel {
  @ApiProperty({ type: Object, nullable: true, description: '`[redacted]` where a secret is read' })
  value!: unknown;
}
