package org.eqprop4j.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eqprop4j.data.DataException;
import org.eqprop4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvEncodingTest {
  @TempDir Path dir;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void missingNumbersGetTheMeanOfTheTrainingRowsAlone() throws IOException {
    CsvTable table = read("a,k\n1,p\n3,q\n,p\n100,q\n", roles());
    Samples samples = fit(table, 0, 1).encode(table, new int[] {2, 3}, warnings::add);
    assertThat(samples.features()).containsExactly(2, 100);
    assertThat(samples.targets()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void categoriesAreOneHotAndKnownFromTheTrainingRowsAlone() throws IOException {
    CsvTable table = read("c,a,k\nred,1,p\nblue,2,q\ngreen,3,p\n,4,q\n", roles("c"));
    CsvEncoding encoding = fit(table, 0, 1);
    Samples samples = encoding.encode(table, new int[] {0, 1, 2, 3}, warnings::add);
    assertThat(encoding.featureNames()).containsExactly("c=blue", "c=red", "a");
    assertThat(samples.features()).containsExactly(0, 1, 1, 1, 0, 2, 0, 0, 3, 0, 0, 4);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("column 'c' has a name that the training rows lack in 1 of 4 rows");
  }

  @Test
  void constantColumnsAreLeftOutWithAWarning() throws IOException {
    CsvTable table = read("a,b,c,k\n1,7,x,p\n2,7,x,q\n3,8,y,p\n", roles("c"));
    CsvEncoding encoding = fit(table, 0, 1);
    assertThat(encoding.featureNames()).containsExactly("a");
    assertThat(warnings).hasSize(2).allMatch(w -> w.contains("one and the same value"));
    assertThat(encoding.encode(table, new int[] {2}, warnings::add).features()).containsExactly(3);
  }

  @Test
  void onlyConstantColumnsAreRefused() throws IOException {
    refused(read("a,k\n1,p\n1,q\n", roles()), "no column varies");
  }

  @Test
  void singleClassIsRefused() throws IOException {
    refused(read("a,k\n1,p\n2,p\n", roles()), "all 2 rows have the label 'p'", "nothing to learn");
  }

  @Test
  void singleValueIsRefused() throws IOException {
    ColumnRoles roles =
        new ColumnRoles(Optional.of("k"), Task.VALUES, List.of(), List.of(), List.of());
    refused(read("a,k\n1,4\n2,4\n", roles), "all rows have the value 4.0", "nothing to learn");
  }

  @Test
  void valuesAreTargetsAsTheyAre() throws IOException {
    ColumnRoles roles =
        new ColumnRoles(Optional.of("k"), Task.VALUES, List.of(), List.of(), List.of());
    CsvTable table = read("a,k\n1,-4\n2,4.5\n", roles);
    Samples samples = fit(table, 0, 1).encode(table, new int[] {1, 0}, warnings::add);
    assertThat(samples.targets()).containsExactly(4.5f, -4);
  }

  @Test
  void anotherFileMayHaveOtherColumnsInAnotherOrder() throws IOException {
    CsvEncoding encoding = fit(read("a,b,k\n1,2,p\n3,4,q\n", roles()), 0, 1);
    CsvTable other = read("extra,k,b,a\nzzz,q,20,10\n", encoding.roles(true));
    assertThat(encoding.encode(other, new int[] {0}, warnings::add).features())
        .containsExactly(10, 20);
    CsvTable unlabelled = read("b,a\n20,10\n", encoding.roles(false));
    assertThat(encoding.encode(unlabelled, new int[] {0}, warnings::add).targets())
        .containsExactly(0, 0);
  }

  @Test
  void unknownClassInAnotherFileIsRefused() throws IOException {
    CsvEncoding encoding = fit(read("a,k\n1,p\n3,q\n", roles()), 0, 1);
    CsvTable other = read("a,k\n1,p\n3,r\n", encoding.roles(true));
    assertThatThrownBy(() -> encoding.encode(other, new int[] {0, 1}, warnings::add))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has classes [p, r], expected only those of the training file: p, q");
  }

  private CsvEncoding fit(CsvTable table, int... rows) {
    return CsvEncoding.fit(table, rows, warnings::add);
  }

  private static ColumnRoles roles(String... categories) {
    return new ColumnRoles(
        Optional.of("k"), Task.CLASSES, List.of(), List.of(categories), List.of());
  }

  private CsvTable read(String text, ColumnRoles roles) throws IOException {
    Path file = Files.writeString(dir.resolve("data.csv"), text);
    return CsvTable.read(file, CsvFormat.AUTO, roles, Missing.MEAN);
  }

  private void refused(CsvTable table, String... messages) {
    assertThatThrownBy(() -> fit(table, 0, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(messages);
  }
}
