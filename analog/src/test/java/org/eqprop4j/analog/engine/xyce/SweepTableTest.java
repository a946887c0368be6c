package org.eqprop4j.analog.engine.xyce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading the tables that Xyce prints. */
class SweepTableTest {

  @Test
  void recordedTablesAreReadByPosition() {
    List<double[]> rows = CsvRows.parse(new Recorded("data").points(), 6, false);
    assertThat(rows).hasSize(4);
    assertThat(rows.get(2))
        .containsExactly(3, 2, 0.676739167693825, -0.002323260832306175, 2000, 2000);
    assertThat(CsvRows.parse(new Recorded("a2").points(), 9, false)).hasSize(4);
  }

  @Test
  void aStepThatFailedIsMissing() {
    // The voltage of the source was 1, 1 and 2 V: taken as the number of the step, 0 is missing.
    List<double[]> rows = CsvRows.parse(new Recorded("rowfail").points(), 3, false);
    SweepTable table = new SweepTable(rows, 3);
    assertThat(table.has(0)).isFalse();
    assertThat(table.has(1)).isTrue();
    assertThat(table.value(1, 0)).isEqualTo(9.51249220e-02);
    assertThat(table.value(2, 0)).isEqualTo(1.36509721e-01);
  }

  @Test
  void commasInTheHeaderSeparateNothing() {
    assertThat(CsvRows.parse("V(ROW),V(A,B)\n0,1.5\n", 2, false).get(0)).containsExactly(0, 1.5);
  }

  @Test
  void aNumberOfAStepMayBeOffByRoundingOnly() {
    SweepTable table = new SweepTable(List.of(new double[] {0.99999999999, 7}), 2);
    assertThat(table.value(1, 0)).isEqualTo(7);
    for (double wrong : new double[] {0.5, -1, 2, Double.NaN, 1e300}) {
      assertThatThrownBy(() -> new SweepTable(List.of(new double[] {wrong, 7}), 2))
          .isInstanceOf(XyceException.class)
          .hasMessageContaining("expected a whole number from 0 to 1");
    }
    double[] row = {1, 7};
    assertThatThrownBy(() -> new SweepTable(List.of(row, row), 2))
        .hasMessage("Xyce printed step 1 twice");
  }

  @Test
  void rowsOfAnotherLengthAndWordsAreRefused() {
    assertThatThrownBy(() -> CsvRows.parse("A,B\n1,2,3\n", 2, false))
        .isInstanceOf(XyceException.class)
        .hasMessage("a row that Xyce printed has 3 values, expected 2");
    assertThatThrownBy(() -> CsvRows.parse("A,B\n1,two\n", 2, false))
        .isInstanceOf(XyceException.class)
        .hasMessage("Xyce printed 'two', expected a number");
  }

  @Test
  void numbersThatAreNotFiniteAreRead() {
    assertThat(CsvRows.parse("A,B,C,D\n-nan,inf,-inf,-nan(ind)\n", 4, false).get(0))
        .containsExactly(
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
  }

  @Test
  void whatAKilledRunLeftOfARowIsIgnored() {
    assertThat(CsvRows.parse("A,B\n1,2\n2,3.", 2, true)).hasSize(1);
    assertThat(CsvRows.parse("A,B\n1,2\n2,3", 2, false)).hasSize(2);
    assertThat(CsvRows.parse("", 2, true)).isEmpty();
    assertThat(CsvRows.parse("A,B", 2, true)).isEmpty();
  }
}
