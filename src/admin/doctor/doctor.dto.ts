import { ApiProperty } from '@nestjs/swagger';

const STATUSES = ['ok', 'warn', 'fail'];

export class FindingModel {
  @ApiProperty({ example: 'partitions' })
  check!: string;

  @ApiProperty({ enum: STATUSES })
  status!: string;

  @ApiProperty({ example: '31 days ahead' })
  seen!: string;

  @ApiProperty({ nullable: true, type: String, description: 'What to do about it' })
  todo!: string | null;
}

export class DoctorModel {
  @ApiProperty({ enum: STATUSES, description: 'The worst of the findings' })
  status!: string;

  @ApiProperty({ type: [FindingModel] })
  findings!: FindingModel[];
}
