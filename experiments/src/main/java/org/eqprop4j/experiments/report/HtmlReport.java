package org.eqprop4j.experiments.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** One HTML page that needs no other file: the style and the plots are in it. */
final class HtmlReport {
  private final String title;
  private final StringBuilder body = new StringBuilder();

  HtmlReport(String title) {
    this.title = title;
    body.append("<h1>").append(escape(title)).append("</h1>\n");
  }

  /** Adds the table of results. */
  HtmlReport headlines(List<Headline> headlines) {
    body.append("<div class=\"wide\"><table>\n")
        .append("<thead><tr><th></th><th>paper</th><th>ours</th><th>difference</th></tr></thead>\n")
        .append("<tbody>\n");
    for (Headline headline : headlines) {
      List<String> cells = HeadlineTable.cells(headline);
      body.append("<tr><th scope=\"row\">").append(escape(cells.get(0))).append("</th>");
      cells
          .subList(1, cells.size())
          .forEach(cell -> body.append("<td>").append(escape(cell)).append("</td>"));
      body.append("</tr>\n");
    }
    body.append("</tbody></table></div>\n");
    return this;
  }

  /** Adds SVG and PNG files under a heading; nothing if there are none. */
  HtmlReport plots(String heading, List<Path> files) throws IOException {
    if (files.isEmpty()) {
      return this;
    }
    heading(heading);
    body.append("<div class=\"plots\">\n");
    for (Path file : files) {
      String name = file.getFileName().toString();
      String type = name.endsWith(".png") ? "png" : "svg+xml";
      // As an image, not inline: ids in one plot cannot clash with those in another.
      body.append("<img alt=\"")
          .append(escape(name.replaceFirst("\\.(svg|png)$", "").replace('-', ' ')))
          .append("\" src=\"data:image/")
          .append(type)
          .append(";base64,")
          .append(Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
          .append("\">\n");
    }
    body.append("</div>\n");
    return this;
  }

  /** Adds text as it stands, folded away under a heading. */
  HtmlReport text(String heading, String text) {
    body.append("<details><summary>")
        .append(escape(heading))
        .append("</summary><pre>")
        .append(escape(text))
        .append("</pre></details>\n");
    return this;
  }

  private void heading(String heading) {
    body.append("<h2>").append(escape(heading)).append("</h2>\n");
  }

  String toHtml() throws IOException {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """
        .formatted(escape(title), style(), body);
  }

  private static String style() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
