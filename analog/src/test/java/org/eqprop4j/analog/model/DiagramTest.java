package org.eqprop4j.analog.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eqprop4j.analog.layer.Bounds;
import org.eqprop4j.analog.layer.Current;
import org.eqprop4j.analog.layer.Dense;
import org.eqprop4j.analog.layer.Initializer;
import org.eqprop4j.analog.layer.Input;
import org.eqprop4j.analog.layer.Signal;
import org.eqprop4j.analog.testing.Models;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Block diagrams. */
class DiagramTest {
  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyPlaceHasABoxAndEverySignalAnArrow() throws Exception {
    Model zoo = Models.zoo(1);
    Document svg = parse(zoo.diagram());
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    int boxes = zoo.uses().size();
    int arrows = zoo.uses().stream().mapToInt(use -> use.inputs().size()).sum();
    // One more box for the background, one more path for the tip of the arrows.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(boxes + 1);
    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(arrows + 1);
    NodeList texts = svg.getElementsByTagName("text");
    assertThat(texts.getLength()).isEqualTo(2 * boxes);
    assertThat(texts.item(1).getTextContent()).isEqualTo("Input, 4 x 4");
  }

  @Test
  void namesMayHoldWhatXmlKnows() throws Exception {
    Signal x = new Input("<&\">", 2).on();
    Signal y = new Dense("y", 1, new Initializer.Constant(1e-6), Bounds.siemens(0, 1)).on(x);
    Model model = new Model(List.of(x), new Current("out", false).on(y), 1);
    assertThat(parse(model.diagram()).getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo("<&\">");
  }
}
