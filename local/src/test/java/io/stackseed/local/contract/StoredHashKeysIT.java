package io.stackseed.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.shape.HashKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The key over HTTP, signed. */
@ExtendWith(EmbeddedAccount.class)
class StoredHashKeysIT {
  private static final String TEXT = "a key in the embedded account";

  @Test
  void isReadFromASecretAndFromAParameter(EmbeddedServices services) {
    String fingerprint = new HashKey(TEXT.getBytes(UTF_8)).fingerprint();
    String secret = services.secrets().putSecret("stored-key", TEXT);
    String parameter = services.secrets().putParameter("stored/key", TEXT);

    assertThat(read(services, secret).fingerprint()).isEqualTo(fingerprint);
    assertThat(read(services, parameter).fingerprint()).isEqualTo(fingerprint);
  }

  @Test
  void isReadAnewEachTime(EmbeddedServices services) {
    String secret = services.secrets().putSecret("changed-key", TEXT);
    String before = read(services, secret).fingerprint();

    services.secrets().putSecret("changed-key", TEXT + ", changed");

    assertThat(read(services, secret).fingerprint()).isNotEqualTo(before);
  }

  @Test
  void oneThatIsNotThereIsNamed(EmbeddedServices services) {
    String arn = services.settings().arn("ssm", "parameter/none");

    assertThatThrownBy(() -> read(services, arn))
        .hasMessage(
            "Hash: the key at %s does not exist. Correct the stack's parameter HashKeyArn.", arn);
  }

  private static HashKey read(EmbeddedServices services, String arn) {
    return IngestStack.ports(services).hashKeys(arn).read();
  }
}
