//! Every colour, size and duration of the window.
//!
//! Populations and receptors have colours of their own, chosen so that colour-blind people can tell them apart on a dark and on
//! a light ground. A colour is never the only sign: curves have marks ([`Mark`](super::appearance::Mark)), and the sign of a synapse is a
//! shape.

use std::sync::Arc;

use eframe::egui::{self, Color32, FontFamily, FontId, Stroke, TextStyle, Visuals};

use super::population_colours::PopulationColours;
use crate::model::receptor::ReceptorKey;
use crate::preset::N_COLOURS;

/// A set of colours and sizes, as chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Dark or light, as the system says.
    #[default]
    System,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// Large and high in contrast, for a lit room.
    Projector,
}

/// The colours and sizes in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Whether the ground is dark.
    pub is_dark: bool,
    /// Ground of the window.
    pub ground: Color32,
    /// Ground of panes and panels.
    pub pane: Color32,
    /// Ground of fields and unfilled shapes.
    pub well: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight: units, hints, axes.
    pub weak_text: Color32,
    /// Hairlines between things.
    pub hairline: Color32,
    /// Selection and focus.
    pub accent: Color32,
    /// Something that needs attention.
    pub warning: Color32,
    /// Populations, by id.
    pub populations: [Color32; N_COLOURS as usize],
    /// Receptors, in the order of their keys.
    pub receptors: [Color32; 5],
    /// Width of a trace [points].
    pub trace_width: f32,
    /// Width of thin lines, and how much wider than usual others are [points].
    pub line: f32,
    /// Size of body text [points].
    pub text_size: f32,
    /// The colours of a document's populations.
    pub given: Arc<PopulationColours>,
}

/// Ground of the button that runs and pauses; its text is white.
pub const RUN: Color32 = rgb(0x00_5C_94);
/// Ground of the message that the engine has stopped; its text is white.
pub const HALTED: Color32 = rgb(0x96_1C_14);
/// Sign of a notice that something is done.
pub const DONE: Color32 = rgb(0x00_9E_73);
/// Sign of a notice that says something worth knowing.
pub const INFO: Color32 = rgb(0x00_72_B2);
/// Sign of a notice that something went wrong.
pub const ERROR: Color32 = rgb(0xD5_5E_00);
/// The dot of the pointer that an audience sees.
pub const LASER: Color32 = rgb(0xE3_00_22);
/// What is drawn on the stage.
pub const PEN: Color32 = rgb(0xC2_00_78);
/// Text on a light shape.
pub const INK: Color32 = rgb(0x0C_0F_12);

/// Space between things [points].
pub const GRID: f32 = 8.0;
/// Margin inside a panel [points].
pub const MARGIN: f32 = 12.0;
/// Radius of corners [points].
pub const CORNER: u8 = 6;
/// Radius of a vertex at 100 % zoom [points].
pub const VERTEX_RADIUS: f32 = 30.0;
/// How long the ring of a spike spreads [s of wall time].
pub const RING_S: f64 = 0.35;
/// How long the flash of a spike lasts [s of wall time].
pub const FLASH_S: f64 = 0.15;
/// Least time between two flashes of one vertex, so that nothing flashes above 3 Hz [s].
pub const FLASH_APART_S: f64 = 0.34;

/// Text of headings.
#[must_use]
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

impl Theme {
    /// A colour between the ground of a pane (0) and what stands out most from it (1), ever further from the ground.
    #[must_use]
    pub fn heat(&self, strength: f32) -> Color32 {
        let (low, high) = if strength < 0.5 { (self.pane, self.accent) } else { (self.accent, self.text) };
        low.lerp_to_gamma(
            high,
            (if strength < 0.5 { 2.0 * strength } else { 2.0 * strength - 1.0 }).clamp(0.0, 1.0),
        )
    }

    /// The theme of a choice, given whether the system is dark.
    #[must_use]
    pub fn new(choice: ThemeChoice, system_is_dark: bool) -> Self {
        match choice {
            ThemeChoice::System if system_is_dark => Self::dark(),
            ThemeChoice::Dark => Self::dark(),
            ThemeChoice::System | ThemeChoice::Light => Self::light(),
            ThemeChoice::Projector => Self::projector(),
        }
    }

    fn dark() -> Self {
        Self {
            is_dark: true,
            ground: rgb(0x10_1419),
            pane: rgb(0x18_1d24),
            well: rgb(0x23_2a33),
            text: rgb(0xe6_eaf0),
            weak_text: rgb(0xa3_adba),
            hairline: rgb(0x2d_353f),
            accent: rgb(0x56_b4e9),
            warning: rgb(0xe6_9f00),
            populations: [
                rgb(0x46_b2f9),
                rgb(0xa8_e9a9),
                rgb(0xcc_78ac),
                rgb(0xe0_dd38),
                rgb(0xc9_39a8),
                rgb(0x4f_ff78),
                rgb(0x5c_7b3a),
                rgb(0x94_2fff),
            ],
            receptors: [rgb(0xdd_7611), rgb(0xe1_2739), rgb(0x7e_6af7), rgb(0x18_9476), rgb(0xc0_a667)],
            trace_width: 1.75,
            line: 1.0,
            text_size: 14.0,
            given: Arc::default(),
        }
    }

    fn light() -> Self {
        Self {
            is_dark: false,
            ground: rgb(0xe9_ecf0),
            pane: rgb(0xfb_fcfd),
            well: rgb(0xec_eff3),
            text: rgb(0x1a_2027),
            weak_text: rgb(0x4f_5a66),
            hairline: rgb(0xd5_dae1),
            accent: rgb(0x00_6bab),
            warning: rgb(0x9a_5b00),
            populations: [
                rgb(0x0a_55a0),
                rgb(0x0d_7352),
                rgb(0x8d_0a5c),
                rgb(0x62_6c24),
                rgb(0xff_0068),
                rgb(0x01_00ff),
                rgb(0x75_00c6),
                rgb(0x39_0074),
            ],
            receptors: [rgb(0xb6_6d0c), rgb(0xb4_1b0c), rgb(0x7c_75ee), rgb(0x2d_90a3), rgb(0x5c_3320)],
            trace_width: 1.75,
            line: 1.0,
            text_size: 14.0,
            given: Arc::default(),
        }
    }

    fn projector() -> Self {
        Self {
            ground: rgb(0xe4_e8ed),
            pane: rgb(0xff_ffff),
            well: rgb(0xef_f1f4),
            text: rgb(0x00_0000),
            weak_text: rgb(0x2b_323a),
            hairline: rgb(0xb4_bcc6),
            accent: rgb(0x00_5a92),
            warning: rgb(0x8a_4b00),
            trace_width: 3.0,
            text_size: 17.0,
            ..Self::light()
        }
    }

    /// For a lecture in a window of a size [points]: as for a projector, and as large as the window allows. Whole sizes, as
    /// each has glyphs of its own.
    #[must_use]
    pub fn lecture(window: egui::Vec2) -> Self {
        let text_size = (window.y / 31.3).min(window.x / 46.0).round().clamp(11.0, 96.0);
        Self { text_size, trace_width: text_size * 0.15, line: text_size / 23.0, ..Self::projector() }
    }

    /// Colour of a population.
    #[must_use]
    pub fn population(&self, id: u32) -> Color32 {
        let given = self.given.get(id).map_or(id as usize, |(colour, _)| usize::from(colour));
        self.populations[given % self.populations.len()]
    }

    /// How many populations before this one have its colour.
    #[must_use]
    pub fn rank_of_population(&self, id: u32) -> usize {
        self.given.get(id).map_or(0, |(_, rank)| rank)
    }

    /// Colour of a receptor.
    #[must_use]
    pub fn receptor(&self, key: ReceptorKey) -> Color32 {
        let place = ReceptorKey::ALL.iter().position(|own| *own == key).unwrap_or(0);
        self.receptors[place % self.receptors.len()]
    }

    /// Colour of connections that have no receptors, by their sign.
    #[must_use]
    pub fn sign(&self, is_excitatory: bool) -> Color32 {
        let key = ReceptorKey::ALL.iter().find(|key| excites(**key) == is_excitatory);
        key.map_or(self.text, |key| self.receptor(*key))
    }

    /// The `n`-th shade of a colour, of which the first is the colour itself; each differs from the others and from the ground.
    #[must_use]
    pub fn shade(&self, colour: Color32, n: usize) -> Color32 {
        let [red, green, blue, _] = colour.to_array().map(f32::from);
        let is_light = 190.0 < 0.299 * red + 0.587 * green + 0.114 * blue;
        let (far, shades) = match (self.is_dark, is_light) {
            (false, _) => (Color32::BLACK, [0.0, 0.3, 0.56, 0.8]),
            // What is nearly white has room below only.
            (true, true) => (Color32::BLACK, [0.0, 0.2, 0.37, 0.5]),
            (true, false) => (Color32::WHITE, [0.0, 0.3, 0.58, 0.85]),
        };
        colour.lerp_to_gamma(far, shades[n % shades.len()])
    }

    /// Font of a size relative to body text.
    #[must_use]
    pub fn font(&self, scale: f32) -> FontId {
        FontId::proportional(half_points(self.text_size * scale))
    }

    /// Bold font of a size relative to body text.
    #[must_use]
    pub fn bold_font(&self, scale: f32) -> FontId {
        FontId::new(half_points(self.text_size * scale), bold())
    }

    /// Makes a context look like this.
    pub fn apply(&self, ctx: &egui::Context) {
        ctx.set_theme(if self.is_dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|style| self.style(style));
    }

    /// Makes a style look like this.
    pub fn style(&self, style: &mut egui::Style) {
        let small = self.text_size * 0.86;
        style.text_styles = [
            (TextStyle::Small, FontId::proportional(small)),
            (TextStyle::Body, FontId::proportional(self.text_size)),
            (TextStyle::Button, FontId::proportional(self.text_size)),
            (TextStyle::Heading, FontId::new(self.text_size * 1.15, bold())),
            (TextStyle::Monospace, FontId::monospace(small)),
        ]
        .into();
        let spacing = &mut style.spacing;
        spacing.item_spacing = egui::vec2(GRID, GRID * 0.75);
        spacing.button_padding = egui::vec2(GRID, GRID * 0.5);
        spacing.interact_size = egui::vec2(40.0, self.text_size * 1.7);
        spacing.slider_width = 140.0;
        spacing.slider_rail_height = 4.0;
        spacing.combo_width = 48.0;
        spacing.menu_margin = egui::Margin::same(6);
        spacing.window_margin = egui::Margin::same(12);
        style.animation_time = 0.1;
        style.interaction.tooltip_delay = 0.4;
        style.visuals = self.visuals();
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.is_dark { Visuals::dark() } else { Visuals::light() };
        visuals.override_text_color = Some(self.text);
        visuals.weak_text_color = Some(self.weak_text);
        visuals.panel_fill = self.ground;
        visuals.window_fill = self.pane;
        visuals.extreme_bg_color = self.well;
        visuals.faint_bg_color = self.well;
        visuals.window_stroke = Stroke::new(1.0, self.hairline);
        visuals.selection.bg_fill = self.accent.gamma_multiply(if self.is_dark { 0.45 } else { 0.3 });
        visuals.selection.stroke = Stroke::new(1.0, self.text);
        visuals.hyperlink_color = self.accent;
        visuals.warn_fg_color = self.warning;
        visuals.window_corner_radius = egui::CornerRadius::same(CORNER + 2);
        visuals.menu_corner_radius = egui::CornerRadius::same(CORNER);
        visuals.slider_trailing_fill = true;
        visuals.handle_shape = egui::style::HandleShape::Circle;
        let widgets = &mut visuals.widgets;
        let all = [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ];
        for widget in all {
            widget.corner_radius = egui::CornerRadius::same(CORNER);
            widget.fg_stroke = Stroke::new(1.2, self.text);
        }
        widgets.noninteractive.bg_stroke = Stroke::new(1.0, self.hairline);
        widgets.inactive.bg_fill = self.well;
        widgets.inactive.weak_bg_fill = self.well;
        widgets.hovered.bg_fill = self.hairline;
        widgets.hovered.weak_bg_fill = self.hairline;
        widgets.hovered.bg_stroke = Stroke::new(1.0, self.weak_text);
        // Also what has the keyboard's focus.
        widgets.active.bg_fill = self.hairline;
        widgets.active.weak_bg_fill = self.hairline;
        widgets.active.bg_stroke = Stroke::new(2.0, self.accent);
        visuals
    }
}

/// Whether a receptor pulls its target towards firing, with the values that it has at first.
fn excites(key: ReceptorKey) -> bool {
    key.make().inner().is_some_and(|own| -55.0 < own.E_mV())
}

/// A size of text to half a point: text that grows with the canvas would fill the memory of glyphs with every size there is.
fn half_points(size: f32) -> f32 {
    (2.0 * size).round() / 2.0
}

/// Installs the fonts: a text face with tabular digits, and one that has every sign the window uses.
pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = egui::FontDefinitions::default();
    let files: [(&str, &'static [u8]); 3] = [
        ("bouton-sans", include_bytes!("../../assets/fonts/BoutonSans-Regular.otf")),
        ("bouton-sans-semibold", include_bytes!("../../assets/fonts/BoutonSans-SemiBold.otf")),
        ("dejavu-sans", include_bytes!("../../assets/fonts/DejaVuSans.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), egui::FontData::from_static(bytes).into());
    }
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    proportional.insert(0, "bouton-sans".to_owned());
    proportional.insert(1, "dejavu-sans".to_owned());
    let mut heavy = proportional.clone();
    heavy.insert(0, "bouton-sans-semibold".to_owned());
    fonts.families.insert(bold(), heavy);
    fonts.families.entry(FontFamily::Monospace).or_default().push("dejavu-sans".to_owned());
    super::math::add_fonts(&mut fonts);
    ctx.set_fonts(fonts);
    // The fonts have lowered letters, which only the eye should meet.
    ctx.add_plugin(super::subscript::PlainSubscripts);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.1).
    fn luminance(colour: Color32) -> f32 {
        let linear = |channel: u8| egui::ecolor::linear_f32_from_gamma_u8(channel);
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        if a < b { b / a } else { a / b }
    }

    fn themes() -> [(&'static str, Theme); 4] {
        [
            ("dark", Theme::dark()),
            ("light", Theme::light()),
            ("projector", Theme::projector()),
            ("lecture", Theme::lecture(egui::vec2(1280.0, 720.0))),
        ]
    }

    #[test]
    fn text_and_traces_stand_out_in_every_theme() {
        for (name, theme) in themes() {
            let (mut text_least, mut trace_least) = (f32::INFINITY, f32::INFINITY);
            for ground in [theme.ground, theme.pane, theme.well] {
                for text in [theme.text, theme.weak_text, theme.warning] {
                    text_least = text_least.min(contrast(text, ground));
                }
            }
            // Links in lessons; buttons with white text.
            text_least =
                text_least.min(contrast(theme.accent, theme.pane)).min(contrast(theme.accent, theme.well));
            text_least = text_least.min(contrast(RUN, Color32::WHITE)).min(contrast(HALTED, Color32::WHITE));
            let objects = theme.populations.iter().chain(&theme.receptors);
            for trace in objects.flat_map(|own| (0..4).map(|n| theme.shade(*own, n))).chain([theme.accent]) {
                trace_least = trace_least.min(contrast(trace, theme.pane));
            }
            println!("{name}: contrast of text at least {text_least:.2}, of traces {trace_least:.2}");
            assert!(4.5 <= text_least && 3.0 <= trace_least, "{name}: {text_least} {trace_least}");
        }
    }

    /// How colours look to people without one kind of cone: matrices on linear RGB (Machado, Oliveira & Fernandes 2009).
    const CONES: [(&str, [[f32; 3]; 3]); 4] = [
        ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    /// CIE 1976 L*a*b* (D65) of a colour as it is seen.
    fn lab(colour: Color32, cones: &[[f32; 3]; 3]) -> [f32; 3] {
        let linear = [colour.r(), colour.g(), colour.b()].map(egui::ecolor::linear_f32_from_gamma_u8);
        let times =
            |m: &[[f32; 3]; 3], v: [f32; 3]| m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
        let seen = times(cones, linear).map(|channel| channel.clamp(0.0, 1.0));
        let to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
        let [x, y, z] = times(&to_xyz, seen);
        let f = |t: f32| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let [x, y, z] = [f(x / 0.9505), f(y), f(z / 1.089)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn difference(a: Color32, b: Color32, cones: &[[f32; 3]; 3]) -> f32 {
        let (a, b) = (lab(a, cones), lab(b, cones));
        (0..3).map(|i| (a[i] - b[i]) * (a[i] - b[i])).sum::<f32>().sqrt()
    }

    /// Everybody can tell populations from each other and from receptors, receptors from each other, and what excites from what
    /// inhibits; what is nearly alike to some has a mark, a shape (an arrow or a bar) or a place of its own besides.
    #[test]
    fn colours_differ_to_every_eye() {
        for (name, theme) in themes() {
            assert_eq!(theme.receptors.len(), ReceptorKey::ALL.len());
            let signs = |wanted: bool| {
                let of_sign = ReceptorKey::ALL.iter().filter(move |key| excites(**key) == wanted);
                of_sign.map(|key| theme.receptor(*key)).collect::<Vec<_>>()
            };
            for (eye, cones) in CONES {
                let between = |ones: &[Color32], others: &[Color32]| {
                    let pairs = ones.iter().flat_map(|a| others.iter().map(move |b| (a, b)));
                    pairs
                        .filter(|(a, b)| a != b)
                        .map(|(a, b)| difference(*a, *b, &cones))
                        .fold(f32::INFINITY, f32::min)
                };
                let all: Vec<Color32> = theme.populations.iter().chain(&theme.receptors).copied().collect();
                let (every, sign) = (between(&all, &all), between(&signs(true), &signs(false)));
                let first = [theme.sign(true), theme.sign(false), theme.pane, theme.text];
                let first = between(&first, &first);
                let shades = |own: &Color32| [0, 1, 2, 3].map(|n| theme.shade(*own, n));
                let shade = all.iter().map(|own| between(&shades(own), &shades(own)));
                let shade = shade.fold(f32::INFINITY, f32::min);
                println!(
                    "{name}, {eye}: all {every:.0}, signs {sign:.0}, first {first:.0}, shades {shade:.0}"
                );
                let least = if eye == "all cones" { 25.0 } else { 12.5 };
                assert!(least <= every && 20.0 <= sign && 40.0 <= first && 6.0 <= shade, "{name}, {eye}");
            }
        }
    }
}
