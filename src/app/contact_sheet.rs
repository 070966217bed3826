//! A contact sheet of all equations: whether each leaves ink, and inside its own cell. `BOUTON_SHEETS=FOLDER` keeps the
//! sheets, to be looked at.

use std::collections::BTreeSet;

use eframe::egui::{self, Align2, Color32, Pos2, Rect, pos2, vec2};
use image::RgbaImage;

use super::ThemeChoice;
use super::math::Equation;
use super::panel::equations::in_language;
use super::software_renderer::Raster;
use super::theme::Theme;
use crate::declared;
use crate::model::kinetics::Kinetics;
use crate::model::neuron::NeuronKind;
use crate::model::plasticity::Plasticity;
use crate::model::receptor::Receptor;
use crate::model::release::Release;
use crate::model::standalone::Standalone;
use crate::model::stimulus::StimulusKind;
use crate::text::{Language, Text};

const COLUMNS: u16 = 3;
const CELL: egui::Vec2 = vec2(620.0, 92.0);
const TEXT_SIZE: f32 = 20.0;
/// Height of a cell's caption.
const CAPTION: f32 = 18.0;

/// Every LaTeX source, with where it stands.
fn sources() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let declared = declared::texts();
    let german = Text::of(Language::German, &declared);
    macro_rules! families {
        ($($family:ident),+) => { $(
            for own in $family::all() {
                let equations = own.inner().map(|set| set.equations()).unwrap_or_default();
                for source in equations {
                    all.push((own.key().to_string(), source.to_owned()));
                    if source.contains(r"\text") {
                        all.push((own.key().to_string(), in_language(source, &german)));
                    }
                }
            }
        )+ };
    }
    families!(NeuronKind, Receptor, Kinetics, Release, Plasticity, StimulusKind, Standalone);
    let mut known = BTreeSet::new();
    for (key, english) in declared.english.iter().filter(|(key, _)| key.starts_with("lesson-")) {
        for text in [english.clone(), german.own(english)] {
            for formula in text.split('$').skip(1).step_by(2) {
                if known.insert(formula.to_owned()) {
                    all.push((key.clone(), formula.to_owned()));
                }
            }
        }
    }
    all
}

fn cell(index: usize) -> Rect {
    let index = u16::try_from(index).unwrap();
    let place = vec2(f32::from(index % COLUMNS), f32::from(index / COLUMNS));
    Rect::from_min_size((place * CELL).to_pos2(), CELL)
}

fn draw(equations: &[(String, Equation)], theme: &Theme) -> RgbaImage {
    let ctx = egui::Context::default();
    super::install_fonts(&ctx);
    ctx.tessellation_options_mut(|options| options.prerasterized_discs = false);
    let last = cell(equations.len() - 1);
    let size = vec2(CELL.x * f32::from(COLUMNS), last.bottom());
    let mut raster = Raster::new();
    let mut shown = None;
    for _ in 0..2 {
        let input =
            egui::RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)), ..Default::default() };
        let mut output = ctx.run_ui(input, |ui| {
            let painter = ui.painter();
            painter.rect_filled(ui.max_rect(), 0.0, theme.ground);
            for (index, (name, equation)) in equations.iter().enumerate() {
                let cell = cell(index);
                let at = cell.left_bottom() + vec2(8.0, -4.0);
                painter.text(
                    at,
                    Align2::LEFT_BOTTOM,
                    name,
                    egui::FontId::proportional(11.0),
                    theme.weak_text,
                );
                let start = pos2(cell.left() + 8.0, cell.top() + 4.0 + equation.ascent(TEXT_SIZE));
                equation.paint(painter, start, TEXT_SIZE, theme.text, &[]);
            }
        });
        raster.update_textures(&output.textures_delta).unwrap();
        output.textures_delta.clear();
        shown = Some(output);
    }
    let output = shown.unwrap();
    let primitives = ctx.tessellate(output.shapes, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in pixels")]
    let pixels = [size.x as u32, size.y as u32];
    raster.paint(&primitives, 1.0, pixels, Color32::BLACK).unwrap()
}

#[test]
fn every_equation_leaves_ink_inside_its_cell() {
    let equations: Vec<(String, Equation)> = sources()
        .into_iter()
        .map(|(name, source)| {
            let equation = Equation::new(&source).unwrap_or_else(|error| panic!("{name}: {source}: {error}"));
            (name, equation)
        })
        .collect();
    for choice in [ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::Projector] {
        let theme = Theme::new(choice, true);
        let sheet = draw(&equations, &theme);
        if let Ok(folder) = std::env::var("BOUTON_SHEETS") {
            sheet.save(std::path::Path::new(&folder).join(format!("equations-{choice:?}.png"))).unwrap();
        }
        let ground = theme.ground.to_array();
        let has_ink = |x: u32, y: u32| sheet.get_pixel(x, y).0 != ground;
        for (index, (name, equation)) in equations.iter().enumerate() {
            let size = equation.size(TEXT_SIZE);
            assert!(
                size.x < CELL.x - 16.0 && size.y < CELL.y - CAPTION,
                "{name}: {} is {size:?}",
                equation.source
            );
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in pixels")]
            let [left, top, right, bottom] = {
                let cell = cell(index);
                [cell.left(), cell.top(), cell.right(), cell.bottom() - CAPTION].map(|side| side as u32)
            };
            let inside = (left..right).flat_map(|x| (top..bottom).map(move |y| (x, y)));
            let ink = inside.filter(|(x, y)| has_ink(*x, *y)).count();
            assert!(30 < ink, "{name}: {} leaves {ink} pixels of ink", equation.source);
            let edge = (top..bottom).any(|y| has_ink(left, y) || has_ink(right - 1, y));
            assert!(!edge, "{name}: {} leaves its cell", equation.source);
        }
    }
    println!("{} equations", equations.len());
}
