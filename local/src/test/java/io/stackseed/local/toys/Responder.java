package io.stackseed.local.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers a custom resource as its own properties say; keeps every request for the tests. */
public final class Responder {

  public static final List<JsonNode> REQUESTS = new CopyOnWriteArrayList<>();

  private static final ObjectMapper JSON = new ObjectMapper();

  public Responder() {
    this(System.getenv());
  }

  Responder(Map<String, String> environment) {}

  public void handle(SNSEvent event, Context context) throws IOException, InterruptedException {
    for (SNSEvent.SNSRecord notification : event.getRecords()) {
      JsonNode request = JSON.readTree(notification.getSNS().getMessage());
      REQUESTS.add(request);
      JsonNode properties = request.path("ResourceProperties");
      boolean delete = request.path("RequestType").asText().equals("Delete");
      if (!delete && properties.path("Answer").asText().equals("NONE")) {
        continue;
      }
      boolean fails = !delete && properties.path("Answer").asText().equals("FAILED");
      ObjectNode answer = JSON.createObjectNode();
      answer.put("Status", fails ? "FAILED" : "SUCCESS");
      if (fails) {
        answer.put("Reason", "as asked");
      }
      answer.put("PhysicalResourceId", "toy:" + properties.path("Name").asText());
      answer.put("StackId", request.path("StackId").asText());
      answer.put("RequestId", request.path("RequestId").asText());
      answer.put("LogicalResourceId", request.path("LogicalResourceId").asText());
      if (properties.has("Extra") && !delete) {
        answer.put("Surplus", "field");
      }
      answer.putObject("Data").put("Greeting", "hello " + properties.path("Name").asText());
      HttpResponse<Void> put =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(request.path("ResponseURL").asText()))
                      .PUT(HttpRequest.BodyPublishers.ofString(answer.toString()))
                      .build(),
                  HttpResponse.BodyHandlers.discarding());
      if (put.statusCode() != 200) {
        throw new IOException("The answer was not taken: " + put.statusCode());
      }
    }
  }
}
