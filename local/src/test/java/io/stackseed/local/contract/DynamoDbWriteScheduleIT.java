package io.stackseed.local.contract;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.run.WriteSchedule;
import io.stackseed.run.WriteScheduleContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedAccount.class)
class DynamoDbWriteScheduleIT extends WriteScheduleContract {
  private WriteSchedule schedule;

  @BeforeEach
  void open(IngestStack ingest) {
    schedule = ingest.ports().writeSchedule(ingest.progressTable());
  }

  @Override
  protected WriteSchedule schedule() {
    return schedule;
  }
}
