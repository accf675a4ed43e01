package io.stackseed.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResponseIdentityTest {

  @Test
  void physicalResourceIdIsNeverEmpty() {
    assertThatThrownBy(() -> identity(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PhysicalResourceId has 0 bytes; CloudFormation takes 1 to 1,024");
  }

  @Test
  void physicalResourceIdOf1024BytesIsTaken() {
    String id = "ä".repeat(512);

    assertThat(identity(id).physicalResourceId()).isEqualTo(id);
  }

  @Test
  void physicalResourceIdIsMeasuredInBytes() {
    assertThatThrownBy(() -> identity("ä".repeat(512) + "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PhysicalResourceId has 1,025 bytes; CloudFormation takes 1 to 1,024");
  }

  private static ResponseIdentity identity(String physicalResourceId) {
    return new ResponseIdentity(physicalResourceId, "stack", "request", "logical");
  }
}
