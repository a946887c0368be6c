package org.eqprop4j.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.eqprop4j.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  @TempDir Path dir;

  @Test
  void numbersAndClassesAreRead() throws IOException {
    CsvTable table = read("a,b,kind\n1,-2.5e1,x\n3,.5,y\n", ColumnRoles.classes("kind"));
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.featureNames()).containsExactly("a", "b");
    assertThat(table.column("a")).containsExactly(1, 3);
    assertThat(table.column("b")).containsExactly(-25, 0.5f);
    assertThat(table.classNames()).containsExactly("x", "y");
    assertThat(table.classIndices()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,k\n1,p\n2,q\n", "a;k\n1;p\n2;q\n", "a\tk\n1\tp\n2\tq\n"})
  void delimiterIsFoundInTheFirstLine(String text) throws IOException {
    assertThat(read(text, ColumnRoles.classes("k")).column("a")).containsExactly(1, 2);
  }

  @Test
  void delimiterWithinQuotesDoesNotCount() throws IOException {
    CsvTable table =
        read("\"a,b,c,d\";\"say \"\"k\"\"\"\n1;p\n2;q\n", ColumnRoles.classes("say \"k\""));
    assertThat(table.featureNames()).containsExactly("a,b,c,d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r", "\n"})
  void everyLineEndAndBlankLinesAreTaken(String end) throws IOException {
    String text = String.join(end, "a,k", "1,p", "", "2,q", "", "");
    assertThat(read(text, ColumnRoles.classes("k")).column("a")).containsExactly(1, 2);
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstName() throws IOException {
    assertThat(read("\uFEFFk,a\np,1\nq,2\n", ColumnRoles.classes("k")).rows()).isEqualTo(2);
  }

  @Test
  void compressedFilesAreRead() throws IOException {
    Path file = dir.resolve("data.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,k\n1,p\n2,q\n".getBytes(StandardCharsets.UTF_8));
    }
    CsvTable table = CsvTable.read(file, CsvFormat.AUTO, ColumnRoles.classes("k"), Missing.REFUSE);
    assertThat(table.column("a")).containsExactly(1, 2);
  }

  @Test
  void withoutHeaderColumnsHaveNumbers() throws IOException {
    CsvTable table = read("1,2,p\n3,4,q\n", ColumnRoles.classes("3"));
    assertThat(table.featureNames()).containsExactly("1", "2");
    assertThat(table.column("2")).containsExactly(2, 4);
  }

  @Test
  void headerOfNumbersIsAHeaderIfTheLabelIsInIt() throws IOException {
    CsvTable table = read("0,1,digit\n5,6,p\n7,8,q\n", ColumnRoles.classes("digit"));
    assertThat(table.column("1")).containsExactly(6, 8);
  }

  @Test
  void classesThatAreNumbersAreOrderedAsNumbers() throws IOException {
    CsvTable table = read("a,k\n1,10\n2,9\n3,-1\n", ColumnRoles.classes("k"));
    assertThat(table.classNames()).containsExactly("-1", "9", "10");
    assertThat(table.classIndices()).containsExactly(2, 1, 0);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '?'
          ''
          NA
          n/a
          NaN
          null
          """)
  void missingValueIsRefusedNamingItsPlace(String cell) {
    refused(
        "a,b,k\n1,2,p\n3," + cell + ",q\n",
        ColumnRoles.classes("k"),
        "line 3, column 'b': the value is missing; leave such rows out with missing: drop");
  }

  @Test
  void rowsWithMissingValuesCanBeLeftOut() throws IOException {
    CsvTable table = read("a,b,k\n1,,p\n?,2,p\n3,4,q\n5,6,\n", "k", Missing.DROP);
    assertThat(table.column("a")).containsExactly(3);
    assertThat(table.column("b")).containsExactly(4);
    assertThat(table.dropped()).isEqualTo(3);
  }

  @Test
  void meanLeavesTheValueOpenUntilTheTrainingRowsAreKnown() throws IOException {
    assertThat(read("a,k\n1,p\n,q\n", "k", Missing.MEAN).column("a")).containsExactly(1, Float.NaN);
  }

  @Test
  void missingLabelHasNoMean() {
    assertThatThrownBy(() -> read("a,k\n1,p\n2,\n", "k", Missing.MEAN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 3, column 'k': the label is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          red      | found "red"; if the column holds names, make it a category
          "1,5"    | expected a number with a decimal point, found "1,5"
          0x10     | found "0x10"
          1.5f     | found "1.5f"
          Infinity | found "Infinity"
          1e39     | expected a number within +-3.4e38, found 1e39
          --1      | found "--1"
          """)
  void whatIsNoNumberIsRefusedWithTheRemedy(String cell, String message) {
    refused(
        "a,b,k\n1,2,p\n3," + cell + ",q\n",
        ColumnRoles.classes("k"),
        "line 3, column 'b': ",
        message);
  }

  @Test
  void namesAreTakenInAColumnOfCategories() throws IOException {
    ColumnRoles roles =
        new ColumnRoles(Optional.of("k"), Task.CLASSES, List.of(), List.of("b"), List.of());
    CsvTable table = read("a,b,k\n1,red,p\n2,blue,q\n3,red,p\n", roles);
    assertThat(table.features().get(1).sortedNames()).containsExactly("blue", "red");
  }

  @Test
  void ignoredColumnsMayHoldAnything() throws IOException {
    ColumnRoles roles =
        new ColumnRoles(Optional.of("k"), Task.CLASSES, List.of(), List.of(), List.of("1"));
    CsvTable table = read(",a,k\nx,1,p\n,2,q\n", roles);
    assertThat(table.featureNames()).containsExactly("a");
  }

  @Test
  void columnWithoutANameIsRefusedUnlessIgnored() {
    refused(
        ",a,k\n0,1,p\n1,2,q\n", ColumnRoles.classes("k"), "no name for column 1", "row numbers");
  }

  @Test
  void unevenRowsAreRefused() {
    refused(
        "a,b,k\n1,2,p\n3,4\n",
        ColumnRoles.classes("k"),
        "line 3: expected 3 cells as in the first line, found 2");
    refused("a,k\n1,p,7\n", ColumnRoles.classes("k"), "line 2: expected 2 cells", "found 3");
  }

  @Test
  void emptyFilesAreRefused() {
    refused("", ColumnRoles.classes("k"), "is empty");
    refused("\n\n", ColumnRoles.classes("k"), "blank lines only");
    refused("a,k\n", ColumnRoles.classes("k"), "expected rows below the header, found none");
  }

  @Test
  void filesThatAreNotThereAreRefused() {
    assertThatThrownBy(
            () ->
                CsvTable.read(
                    dir.resolve("no.csv"),
                    CsvFormat.AUTO,
                    ColumnRoles.unlabelled(),
                    Missing.REFUSE))
        .hasMessageEndingWith("no.csv: expected a file, found none");
  }

  @Test
  void duplicateNamesAreRefused() {
    refused("a,b,a,k\n1,2,3,p\n", ColumnRoles.classes("k"), "two columns are named 'a'");
  }

  @Test
  void unknownColumnIsRefusedWithThoseThereAre() {
    refused(
        "a,b\n1,2\n",
        ColumnRoles.classes("kind"),
        "there is no column 'kind' for the label, expected one of a, b");
    refused(
        "1,2\n3,4\n",
        ColumnRoles.classes("3"),
        "expected a number from 1 to 2, since no header was found");
  }

  @Test
  void columnWithTwoRolesIsRefused() {
    refused(
        "a,k\n1,p\n",
        new ColumnRoles(Optional.of("k"), Task.CLASSES, List.of(), List.of(), List.of("2")),
        "column '2' is named twice");
  }

  @Test
  void labelAloneIsRefused() {
    refused("k\np\nq\n", ColumnRoles.classes("k"), "no column left to predict from");
  }

  @Test
  void otherEncodingsAreRefusedNamingTheLine() {
    refusedBytes("a,k\n1,caf\u00e9\n", StandardCharsets.ISO_8859_1, "line 2: expected UTF-8 text");
    refusedBytes("a,k\n1,p\n", StandardCharsets.UTF_16LE, "line 1: expected UTF-8", "byte 0x00");
    String long1 = "a,k\n" + "1,p\n".repeat(100_000) + "1,\u00e9\n";
    refusedBytes(long1, StandardCharsets.ISO_8859_1, "line 100002: ", "byte 0xe9");
  }

  @Test
  void quoteThatIsNotClosedIsRefused() {
    refused("a,k\n1,p\n2,\"q\n3,p\n", ColumnRoles.classes("k"), "line 3: ", "quote", "not closed");
  }

  @Test
  void numbersMistakenForClassesAreRefused() {
    StringBuilder text = new StringBuilder("a,k\n");
    for (int i = 0; i < 1001; i++) {
      text.append(i).append(',').append(i / 7.0).append('\n');
    }
    refused(text.toString(), ColumnRoles.classes("k"), "line 1002", "task: values");
  }

  private CsvTable read(String text, ColumnRoles roles) throws IOException {
    return CsvTable.read(file(text), CsvFormat.AUTO, roles, Missing.REFUSE);
  }

  private CsvTable read(String text, String label, Missing missing) throws IOException {
    return CsvTable.read(file(text), CsvFormat.AUTO, ColumnRoles.classes(label), missing);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("data.csv"), text);
  }

  private void refused(String text, ColumnRoles roles, String... messages) {
    assertThatThrownBy(() -> read(text, roles))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(dir.resolve("data.csv").toString())
        .hasMessageContainingAll(messages);
  }

  private void refusedBytes(String text, Charset charset, String... messages) {
    assertThatThrownBy(
            () -> {
              Path file = Files.write(dir.resolve("data.csv"), text.getBytes(charset));
              CsvTable.read(file, CsvFormat.AUTO, ColumnRoles.classes("k"), Missing.REFUSE);
            })
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(messages);
  }
}
