package io.stackseed.local.contract;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.run.RunStore;
import io.stackseed.run.RunStoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against DynamoDB Local, on the table that the template declares. */
@ExtendWith(EmbeddedAccount.class)
class DynamoDbRunStoreIT extends RunStoreContract {

  private RunStore store;

  @BeforeEach
  void open(IngestStack ingest) {
    store = ingest.ports().runStore(ingest.progressTable());
  }

  @Override
  protected RunStore store() {
    return store;
  }
}
