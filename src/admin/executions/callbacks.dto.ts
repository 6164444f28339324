import { ApiProperty } from '@nestjs/swagger';

/** Who is called back when an execution ends, and how far that has come. */
export class CallbackModel {
  @ApiProperty({ example: 'hooks.example.com', description: 'Of its URL, which is not shown' })
  host!: string;

  @ApiProperty({ enum: ['waiting', 'due', 'sent', 'failed'], example: 'sent' })
  status!: string;

  @ApiProperty({ example: 1 })
  attempts!: number;

  @ApiProperty({ nullable: true, type: Number, example: 200, description: 'HTTP status of the last answer' })
  lastStatus!: number | null;

  @ApiProperty({ nullable: true, type: String, description: 'Why there was no answer' })
  lastError!: string | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  nextAt!: Date | null;
}
