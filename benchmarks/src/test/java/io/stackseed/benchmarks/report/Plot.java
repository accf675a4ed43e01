package io.stackseed.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines over one axis.
 *
 * @param name of the file that it becomes, without an extension
 */
public record Plot(String name, String title, String x, String y, Kind kind, List<Line> lines) {
  private static final int WIDTH_PIXELS = 900;
  private static final int HEIGHT_PIXELS = 500;

  /** How it is drawn. An axis of amounts begins at nothing, unless it is logarithmic. */
  public enum Kind {
    LINES,
    LOGARITHMIC,
    /** Over an axis that is logarithmic, amounts that are not. */
    OVER_MAGNITUDES,
    /** What is under a line is filled, over what is under the lines before it. */
    BANDS
  }

  /** As many values of one axis as of the other. */
  public record Line(String name, List<Double> x, List<Double> y) {
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
    }
  }

  public Plot {
    lines = List.copyOf(lines);
  }

  String text() {
    return "Plot: " + name + ".png, " + title;
  }

  /** Draws it into the folder, over what was there. */
  public void draw(Path folder) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH_PIXELS)
            .height(HEIGHT_PIXELS)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .theme(ChartTheme.Matlab)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisDecimalPattern("#,##0.##");
    chart.getStyler().setXAxisLogarithmic(kind == Kind.LOGARITHMIC || kind == Kind.OVER_MAGNITUDES);
    if (kind == Kind.LOGARITHMIC) {
      chart.getStyler().setYAxisLogarithmic(true);
    } else {
      chart.getStyler().setYAxisMin(0.0);
    }
    chart
        .getStyler()
        .setDefaultSeriesRenderStyle(
            kind == Kind.BANDS ? XYSeriesRenderStyle.Area : XYSeriesRenderStyle.Line);
    for (Line line : lines) {
      chart.addSeries(line.name(), line.x(), line.y()).setMarker(SeriesMarkers.NONE);
    }
    BitmapEncoder.saveBitmap(chart, folder.resolve(name).toString(), BitmapFormat.PNG);
  }
}
