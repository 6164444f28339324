import { ApiProperty } from '@nestjs/swagger';
import { RECORD_STATES, type RecordState } from './execution-records.service.js';

class RecordEntryModel {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ nullable: true, type: Number, example: 4710, description: 'Null while it is not in order' })
  number!: number | null;
}

/** What the ledger has of an execution, held against the audit log. */
export class ExecutionRecordModel {
  @ApiProperty({
    enum: RECORD_STATES,
    description:
      'As when it ended; what it had of a person was erased; changed since; no entry says how it ended; it ended before entries did; not ended',
  })
  state!: RecordState;

  @ApiProperty({
    nullable: true,
    type: String,
    description: 'Lines of JSON, of it and its task runs, as they are now',
  })
  text!: string | null;

  @ApiProperty({ nullable: true, type: RecordEntryModel, description: 'The entry that has its digest' })
  entry!: RecordEntryModel | null;
}
