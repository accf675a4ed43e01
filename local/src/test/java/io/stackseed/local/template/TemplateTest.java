package io.stackseed.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Optional<String> reference(String logicalId) {
          return Optional.of(logicalId).filter("Queue"::equals).map(id -> "http://queue");
        }

        @Override
        public Optional<JsonNode> attribute(String logicalId, String name) {
          return reference(logicalId)
              .filter(found -> name.equals("Arn"))
              .map(found -> JsonNodeFactory.instance.textNode("arn:queue"));
        }

        @Override
        public Optional<String> export(String name) {
          return Optional.of(name).filter("shared"::equals).map(found -> "exported");
        }

        @Override
        public Optional<String> pseudoParameter(String name) {
          return Optional.of(name).filter("AWS::Region"::equals).map(found -> "eu-west-1");
        }
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          !Ref Queue                                         | "http://queue"
          !Ref Name                                          | "stack"
          !Ref AWS::Region                                   | "eu-west-1"
          !GetAtt Queue.Arn                                  | "arn:queue"
          {"Fn::GetAtt": [Queue, Arn]}                       | "arn:queue"
          {"Fn::GetAtt": Queue.Arn}                          | "arn:queue"
          !Sub "${Name}-${AWS::Region}-${Queue.Arn}-${!Raw}" | "stack-eu-west-1-arn:queue-${Raw}"
          !Sub ["${a}/${Name}", {a: !Ref Queue}]             | "http://queue/stack"
          !ImportValue shared                                | "exported"
          !FindInMap [Map, stack, percent]                   | 5
          !FindInMap [Map, !Ref Name, percent]               | 5
          !If [Same, a, b]                                   | "a"
          {"Fn::If": [Other, a, b]}                           | "b"
          !Join ["-", [x, !Ref Name, y]]                     | "x-stack-y"
          !Select [1, [x, y]]                                | "y"
          !Select [1, !Split [".", "a.b.c"]]                 | "b"
          !Split [",", "a,b"]                                | ["a","b"]
          [a, !Ref AWS::NoValue, b]                          | ["a","b"]
          {kept: 1, gone: !Ref AWS::NoValue}                 | {"kept":1}
          2012-10-17                                         | "2012-10-17"
          000000000000                                       | "000000000000"
          {"Condition": {"StringEquals": {"a": "b"}}}        | {"Condition":{"StringEquals":{"a":"b"}}}
          true                                               | true
          1.5                                                | 1.5
          """)
  void functionsAreCarriedOut(String yaml, String expected) {
    assertThat(evaluate(yaml)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          !Ref Nobody            | Ref: there is no 'Nobody' to refer to
          !GetAtt Queue.Nothing  | Fn::GetAtt: 'Queue' has no attribute 'Nothing'
          !ImportValue missing   | No export named missing found
          !If [Never, a, b]      | The condition 'Never' is not declared
          !If [Round, a, b]      | The condition 'Round' depends on itself
          !Select [5, [x]]       | Fn::Select: there is no element 5
          !Join [x]              | Fn::Join takes a list of 2
          !FindInMap [a, b, c]   | Fn::FindInMap: the mapping 'a' has no 'c' of 'b'
          !FindInMap [Map, !Ref Name, c] | Fn::FindInMap: the mapping 'Map' has no 'c' of 'stack'
          !FindInMap [Map, stack]        | Fn::FindInMap takes a list of 3
          !Cidr [a, b, c]        | The function !Cidr (line 16) is not supported
          {"Fn::Base64": x}      | The function Fn::Base64 is not supported
          {"Fn::Equals": [a, b]} | The function Fn::Equals is not supported in this place
          """)
  void whatIsWrongOrNotSupportedIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> evaluate(yaml))
        .isInstanceOf(TemplateException.class)
        .hasMessage(message);
  }

  private static JsonNode evaluate(String yaml) {
    Template template =
        Template.parse(
            """
            Parameters:
              Name:
                Type: String
            Mappings:
              Map: {stack: {percent: 5}}
            Conditions:
              Same: !And [!Equals [!Ref Name, stack], !Not [!Condition Other]]
              Other: !Or [!Equals [a, b], !Equals [c, d]]
              Round: !Condition Round
            Resources:
              Queue:
                Type: T
              It:
                Type: T
                Properties:
                  Value: %s
            """
                .formatted(yaml));
    Evaluation evaluation = Evaluation.of(template, Map.of("Name", "stack"), SCOPE);
    return evaluation.evaluate(
        Optional.ofNullable(template.resources().get("It"))
            .orElseThrow()
            .properties()
            .path("Value"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Choice | x   | Parameter Choice: 'x' is not one of a, b
          Match  | A1  | Parameter Match: 'A1' does not match [a-z]+. Small letters
          Match  | abcd| Parameter Match: 'abcd' is longer than 3. Small letters
          Count  | 0   | Parameter Count: '0' is below 1
          Count  | 11  | Parameter Count: '11' is above 10
          Count  | two | Parameter Count: 'two' is not a number
          Other  | 1   | The template has no parameter 'Other'
          """)
  void parameterValuesAreChecked(String name, String value, String message) {
    Template template =
        Template.parse(
            """
            Parameters:
              Choice: {Type: String, Default: a, AllowedValues: [a, b]}
              Match:
                Type: String
                Default: abc
                AllowedPattern: "[a-z]+"
                MaxLength: 3
                ConstraintDescription: Small letters
              Count: {Type: Number, Default: 5, MinValue: 1, MaxValue: 10}
            Resources:
              It: {Type: T}
            """);
    assertThatThrownBy(() -> Evaluation.of(template, Map.of(name, value), SCOPE))
        .isInstanceOf(TemplateException.class)
        .hasMessage(message);
  }

  @Test
  void aParameterWithoutDefaultNeedsAValue() {
    Template template =
        Template.parse("{Parameters: {Name: {Type: String}}, Resources: {It: {Type: T}}}");
    assertThatThrownBy(() -> Evaluation.of(template, Map.of(), SCOPE))
        .hasMessage("Parameter Name has no default and no value");
  }

  @Test
  void resourcesComeAfterWhatTheyNeed() {
    Template template =
        Template.parse(
            """
            Resources:
              D: {Type: T, DependsOn: C}
              C: {Type: T, Properties: {x: !Sub "${B.Arn}"}}
              B: {Type: T, Properties: {x: [{y: !Ref A}]}}
              A: {Type: T}
              E: {Type: T, Properties: {x: !If [Some, !GetAtt D.Arn, none]}}
            """);
    assertThat(Dependencies.ordered(template, template.resources().values()))
        .extracting(Resource::logicalId)
        .isEqualTo(List.of("A", "B", "C", "D", "E"));
  }

  @Test
  void aCircleIsNamed() {
    Template template =
        Template.parse(
            """
            Resources:
              A: {Type: T, DependsOn: C}
              B: {Type: T, Properties: {x: !Ref A}}
              C: {Type: T, Properties: {x: !GetAtt B.Arn}}
            """);
    assertThatThrownBy(() -> Dependencies.ordered(template, template.resources().values()))
        .hasMessage("Circular dependency between resources: A, C, B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {Transform: x, Resources: {A: {Type: T}}}               | The template: 'Transform' is not supported
          {Resources: {A: {Type: T, CreationPolicy: {}}}}         | Resource A: 'CreationPolicy' is not supported
          {Resources: {A: {Properties: {}}}}                      | Resource A has no Type
          {Resources: {A: {Type: T, DeletionPolicy: Snapshot}}}   | Resource A: DeletionPolicy 'Snapshot' is not supported
          {Resources: {A: {Type: T}, A: {Type: T}}}               | 'A' (line 1) stands twice in the same place
          {Parameters: {P: {Type: 'AWS::SSM::X'}}, Resources: {}} | Parameter P: the type 'AWS::SSM::X' is not supported
          {Outputs: {}}                                           | The template declares no resources
          [a]                                                     | The template is not a mapping
          """)
  void aTemplateOutOfShapeIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> Template.parse(yaml)).hasMessage(message);
  }
}
