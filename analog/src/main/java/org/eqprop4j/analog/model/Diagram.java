package org.eqprop4j.analog.model;

import java.io.StringWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A model as a block diagram in SVG: one box per place of a layer, in rows by the longest way to a
 * head, with an arrow for each signal.
 */
final class Diagram {
  private static final int WIDTH = 230;
  private static final int HEIGHT = 52;
  private static final int GAP = 36;

  private final Model model;
  private final Map<String, Box> boxes = new LinkedHashMap<>();

  private record Box(Use use, int row, int column) {
    int left() {
      return GAP + column * (WIDTH + GAP);
    }

    int top() {
      return GAP + row * (HEIGHT + GAP);
    }
  }

  private Diagram(Model model) {
    this.model = model;
    List<Use> uses = model.uses();
    Map<String, Integer> below = new HashMap<>();
    for (int i = uses.size() - 1; i >= 0; i--) {
      int own = below.getOrDefault(uses.get(i).name(), 0);
      uses.get(i).inputs().forEach(input -> below.merge(input, own + 1, Math::max));
    }
    int last = below.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    Map<Integer, Integer> filled = new HashMap<>();
    for (Use use : uses) {
      int row = last - below.getOrDefault(use.name(), 0);
      boxes.put(use.name(), new Box(use, row, filled.merge(row, 1, Integer::sum) - 1));
    }
  }

  /** The whole SVG document. */
  static String of(Model model) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new Diagram(model).write(out);
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a diagram in memory cannot fail", e);
    }
    return text.toString();
  }

  private void write(XMLStreamWriter out) throws XMLStreamException {
    int right = boxes.values().stream().mapToInt(box -> box.left() + WIDTH + GAP).max().orElse(0);
    int bottom = boxes.values().stream().mapToInt(box -> box.top() + HEIGHT + GAP).max().orElse(0);
    out.writeStartDocument("UTF-8", "1.0");
    start(
        out,
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + right + " " + bottom,
        "width",
        right,
        "height",
        bottom,
        "font-family",
        "sans-serif",
        "font-size",
        12);
    start(
        out,
        "marker",
        "id",
        "tip",
        "viewBox",
        "0 0 8 8",
        "refX",
        8,
        "refY",
        4,
        "markerWidth",
        8,
        "markerHeight",
        8,
        "orient",
        "auto");
    empty(out, "path", "d", "M0 0 L8 4 L0 8 z", "fill", "#444");
    out.writeEndElement();
    empty(out, "rect", "width", right, "height", bottom, "fill", "white");
    for (Box box : boxes.values()) {
      for (String input : box.use().inputs()) {
        arrow(out, boxes.get(input), box);
      }
    }
    for (Box box : boxes.values()) {
      draw(out, box);
    }
    out.writeEndElement();
    out.writeEndDocument();
  }

  /** Down from row to row; past boxes in between on their right. */
  private static void arrow(XMLStreamWriter out, Box from, Box to) throws XMLStreamException {
    boolean past = to.row() > from.row() + 1 && to.column() == from.column();
    int x0 = from.left() + (past ? WIDTH : WIDTH / 2);
    int y0 = from.top() + (past ? HEIGHT / 2 : HEIGHT);
    int x1 = to.left() + (past ? WIDTH : WIDTH / 2);
    int y1 = to.top() + (past ? HEIGHT / 2 : 0);
    int side = past ? GAP : 0;
    int down = past ? 0 : GAP;
    String curve =
        String.format(
            "M%d %d C%d %d %d %d %d %d",
            x0, y0, x0 + side, y0 + down, x1 + side, y1 - down, x1, y1);
    empty(out, "path", "d", curve, "fill", "none", "stroke", "#444", "marker-end", "url(#tip)");
  }

  private void draw(XMLStreamWriter out, Box box) throws XMLStreamException {
    String layer = box.use().layer().name();
    boolean disabled = model.disabled().contains(layer);
    boolean frozen = model.frozen().contains(layer);
    empty(
        out,
        "rect",
        "x",
        box.left(),
        "y",
        box.top(),
        "width",
        WIDTH,
        "height",
        HEIGHT,
        "rx",
        6,
        "fill",
        frozen ? "#d9e8f7" : "#f7f3e8",
        "stroke",
        "#444",
        "stroke-dasharray",
        disabled ? "4 3" : "none");
    text(out, box, 20, "bold", box.use().name());
    String kind = box.use().layer().getClass().getSimpleName();
    String flags = (frozen ? ", frozen" : "") + (disabled ? ", disabled" : "");
    text(out, box, 40, "normal", kind + ", " + box.use().output().shape() + flags);
  }

  private static void text(XMLStreamWriter out, Box box, int down, String weight, String text)
      throws XMLStreamException {
    start(
        out,
        "text",
        "x",
        box.left() + WIDTH / 2,
        "y",
        box.top() + down,
        "text-anchor",
        "middle",
        "font-weight",
        weight);
    out.writeCharacters(text);
    out.writeEndElement();
  }

  private static void start(XMLStreamWriter out, String name, Object... attributes)
      throws XMLStreamException {
    out.writeStartElement(name);
    attributes(out, attributes);
  }

  private static void empty(XMLStreamWriter out, String name, Object... attributes)
      throws XMLStreamException {
    out.writeEmptyElement(name);
    attributes(out, attributes);
  }

  private static void attributes(XMLStreamWriter out, Object... attributes)
      throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      out.writeAttribute((String) attributes[i], attributes[i + 1].toString());
    }
  }
}
