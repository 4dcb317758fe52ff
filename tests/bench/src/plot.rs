//! The plot of what one of many objects costs.

use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, ValueFormatter};
use plotters::prelude::*;

use crate::{Done, Point, SCALES, Unit, amount};

const SIZE: (u32, u32) = (760, 620);
const COLOURS: [RGBColor; 4] =
    [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115), RGBColor(110, 50, 140)];

/// A drawing of the points: time above, memory below, both for one object, over the number of objects.
///
/// # Errors
/// Those of the drawing.
pub fn plot(points: &[Point]) -> Done<String> {
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let (above, below) = area.split_vertically(SIZE.1 * 3 / 5);
        let (times, bytes) = SCALES.split_at(3);
        let range = |whats: &[&str]| {
            let each = || points.iter().filter(|point| whats.contains(&&*point.what)).map(|point| point.each);
            (each().fold(f64::INFINITY, f64::min) * 0.8, each().fold(0.0, f64::max) * 1.2)
        };
        // A call by itself takes many times what one of many does.
        let (least, most) = range(times);
        part(&above, points, (times, &COLOURS[..3]), Unit::Seconds, (least..most).log_scale())?;
        part(&below, points, (bytes, &COLOURS[3..]), Unit::Bytes, 0.0..range(bytes).1)?;
        area.present()?;
    }
    Ok(text)
}

fn part<Y>(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    points: &[Point],
    (whats, colours): (&[&str], &[RGBColor]),
    unit: Unit,
    each: Y,
) -> Done
where
    Y: AsRangedCoord<Value = f64>,
    Y::CoordDescType: ValueFormatter<f64>,
{
    let shown = || points.iter().filter(|point| whats.contains(&point.what.as_str()));
    let last = shown().map(|point| point.objects).max().unwrap_or(1);
    let caption = if unit == Unit::Seconds { "time for one object" } else { "memory for one object" };
    let mut chart = ChartBuilder::on(area)
        .caption(caption, ("sans-serif", 18))
        .margin(12)
        .margin_right(40)
        .x_label_area_size(36)
        .y_label_area_size(72)
        .build_cartesian_2d((1_usize..last).log_scale(), each)?;
    chart
        .configure_mesh()
        .x_desc("objects")
        .x_labels(7)
        .y_labels(6)
        .light_line_style(TRANSPARENT)
        .x_label_formatter(&|objects| grouped(*objects))
        .y_label_formatter(&|each| if *each == 0.0 { "0".to_owned() } else { amount(*each, unit) })
        .draw()?;
    for (what, colour) in whats.iter().zip(colours) {
        let line = || shown().filter(|point| point.what == **what).map(|point| (point.objects, point.each));
        chart
            .draw_series(LineSeries::new(line(), colour.stroke_width(2)))?
            .label(*what)
            .legend(|(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
        chart.draw_series(line().map(|place| Circle::new(place, 3, colour.filled())))?;
    }
    // Where no line is.
    let free =
        if unit == Unit::Seconds { SeriesLabelPosition::UpperRight } else { SeriesLabelPosition::LowerRight };
    chart
        .configure_series_labels()
        .position(free)
        .background_style(WHITE)
        .border_style(BLACK.mix(0.3))
        .draw()?;
    Ok(())
}

/// A number with commas.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
