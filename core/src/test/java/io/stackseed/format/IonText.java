package io.stackseed.format;

import com.amazon.ion.IonStruct;
import com.amazon.ion.IonSystem;
import com.amazon.ion.IonValue;
import com.amazon.ion.system.IonSystemBuilder;
import io.stackseed.item.Binary;
import io.stackseed.item.Item;
import io.stackseed.item.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Items as DynamoDB's export writes them in Ion, made with the library's tree. */
final class IonText implements Value.Visitor<IonValue> {

  private static final IonSystem ION = IonSystemBuilder.standard().build();
  private static final IonText VISITOR = new IonText();

  private IonText() {}

  static String of(Item item) {
    return "$ion_1_0 {Item:" + tree(item) + "}";
  }

  static IonValue tree(Item item) {
    return struct(item.attributes());
  }

  /** The values that a whole text holds, without the structs named Item around them. */
  static List<IonValue> items(String text) {
    return ION.getLoader().load(text).stream()
        .map(value -> ((IonStruct) value).get("Item"))
        .toList();
  }

  private static IonValue struct(Map<String, Value> entries) {
    IonStruct struct = ION.newEmptyStruct();
    entries.forEach((name, value) -> struct.add(name, value.accept(VISITOR)));
    return struct;
  }

  private static <T> IonValue set(String type, List<T> elements, Function<T, IonValue> value) {
    IonValue[] values = elements.stream().map(value).toArray(IonValue[]::new);
    IonValue list = ION.newList(Arrays.copyOf(values, values.length));
    list.setTypeAnnotations("$dynamodb_" + type);
    return list;
  }

  private static IonValue number(String digits) {
    return ION.newDecimal(new BigDecimal(digits));
  }

  private static IonValue bytes(Binary bytes) {
    return ION.newBlob(bytes.toArray());
  }

  @Override
  public IonValue visit(Value.S value) {
    return ION.newString(value.text());
  }

  @Override
  public IonValue visit(Value.N value) {
    return number(value.digits());
  }

  @Override
  public IonValue visit(Value.B value) {
    return bytes(value.bytes());
  }

  @Override
  public IonValue visit(Value.Bool value) {
    return ION.newBool(value.value());
  }

  @Override
  public IonValue visit(Value.Null value) {
    return ION.newNull();
  }

  @Override
  public IonValue visit(Value.L value) {
    return ION.newList(
        value.elements().stream().map(element -> element.accept(this)).toArray(IonValue[]::new));
  }

  @Override
  public IonValue visit(Value.M value) {
    return struct(value.entries());
  }

  @Override
  public IonValue visit(Value.SS value) {
    return set("SS", value.elements(), ION::newString);
  }

  @Override
  public IonValue visit(Value.NS value) {
    return set("NS", value.elements(), IonText::number);
  }

  @Override
  public IonValue visit(Value.BS value) {
    return set("BS", value.elements(), IonText::bytes);
  }
}
