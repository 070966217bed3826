//! The one list of commands without payload: menus, toolbar, shortcuts, the shortcut sheet and the tests all
//! iterate it.

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use super::context::ViewContext;
use super::selection::Tool;
use crate::engine::RunPlace;
use crate::preset::plot_spec::PlotSpec;

/// In which menu a command stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Documents.
    File,
    /// Changes.
    Edit,
    /// How things look.
    View,
    /// How the model runs.
    Simulation,
    /// Lessons and lectures.
    Lessons,
    /// Help.
    Help,
}

impl Menu {
    /// All menus, in order.
    pub const ALL: [Self; 6] =
        [Self::File, Self::Edit, Self::View, Self::Simulation, Self::Lessons, Self::Help];

    /// Key of its name in the catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::File => "menu-file",
            Self::Edit => "menu-edit",
            Self::View => "menu-view",
            Self::Simulation => "menu-simulation",
            Self::Lessons => "menu-lessons",
            Self::Help => "menu-help",
        }
    }
}

/// Declares the commands: variant, menu, catalogue key (`action-KEY`, tooltip `action-KEY-tip`), shortcut.
macro_rules! actions {
    ($( $variant:ident: $menu:ident, $key:literal, $modifiers:expr, $shortcut:ident; )+) => {
        /// A command without payload.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $( #[doc = $key] $variant, )+ }

        impl Action {
            /// All commands, in menu order.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// Its menu.
            #[must_use]
            pub fn menu(self) -> Menu {
                match self { $( Self::$variant => Menu::$menu, )+ }
            }

            /// Key of its text in the catalogue.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $( Self::$variant => concat!("action-", $key), )+ }
            }

            /// Key of its tooltip in the catalogue.
            #[must_use]
            pub fn tip_key(self) -> &'static str {
                match self { $( Self::$variant => concat!("action-", $key, "-tip"), )+ }
            }

            /// Its shortcut.
            #[must_use]
            pub fn shortcut(self) -> KeyboardShortcut {
                match self { $( Self::$variant => KeyboardShortcut::new($modifiers, Key::$shortcut), )+ }
            }
        }
    };
}

/// A key as people write it; the program's fonts have no other arrows.
pub(super) fn key_words(key: Key) -> &'static str {
    match key {
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        other => other.symbol_or_name(),
    }
}

const PLAIN: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);

actions! {
    New: File, "new", CTRL, N;
    Open: File, "open", CTRL, O;
    OpenRecording: File, "open-recording", CTRL_ALT, O;
    Gallery: File, "gallery", CTRL, L;
    RecentWork: File, "recent-work", CTRL_SHIFT, O;
    Save: File, "save", CTRL, S;
    SaveAs: File, "save-as", CTRL_SHIFT, S;
    Export: File, "export", CTRL, E;
    CopyCommand: File, "copy-command", CTRL_SHIFT, Y;
    Code: File, "code", CTRL, B;
    SaveRun: File, "save-run", CTRL_SHIFT, T;
    Revert: File, "revert", CTRL_SHIFT, R;
    CopyPreset: File, "copy-preset", CTRL_SHIFT, C;
    PastePreset: File, "paste-preset", CTRL_SHIFT, V;
    Quit: File, "quit", CTRL, Q;
    Undo: Edit, "undo", CTRL, Z;
    Redo: Edit, "redo", CTRL_SHIFT, Z;
    Cut: Edit, "cut", CTRL, X;
    Copy: Edit, "copy-objects", CTRL, C;
    Paste: Edit, "paste", CTRL, V;
    Duplicate: Edit, "duplicate", CTRL, D;
    Delete: Edit, "delete", PLAIN, Delete;
    CopyValues: Edit, "copy-values", CTRL_ALT, C;
    PasteValues: Edit, "paste-values", CTRL_ALT, V;
    SelectAll: Edit, "select-all", CTRL, A;
    EditTool: Edit, "edit-tool", PLAIN, E;
    AddNeuron: Edit, "add-neuron", PLAIN, A;
    Connect: Edit, "connect", PLAIN, C;
    ConnectAll: Edit, "connect-all", SHIFT, C;
    Inspect: Edit, "inspect", PLAIN, I;
    Rename: Edit, "rename", PLAIN, F2;
    Texts: Edit, "texts", CTRL, T;
    Plot: Edit, "plot", PLAIN, P;
    PlotSpikes: Edit, "plot-spikes", SHIFT, P;
    AddPlot: Edit, "add-plot", CTRL_SHIFT, P;
    SourceOfSpikes: Edit, "source-of-spikes", CTRL_ALT, S;
    AlignRow: Edit, "align-row", CTRL_SHIFT, H;
    AlignColumn: Edit, "align-column", CTRL_SHIFT, K;
    LayOut: Edit, "lay-out", CTRL_SHIFT, A;
    ResetAll: Edit, "reset-all", CTRL, R;
    Settings: Edit, "settings", CTRL, Comma;
    ThemeSystem: View, "theme-system", CTRL, Num1;
    ThemeDark: View, "theme-dark", CTRL, Num2;
    ThemeLight: View, "theme-light", CTRL, Num3;
    ThemeProjector: View, "theme-projector", CTRL, Num4;
    Palette: View, "palette", CTRL, P;
    ZoomIn: View, "zoom-in", CTRL, Plus;
    ZoomOut: View, "zoom-out", CTRL, Minus;
    ZoomReset: View, "zoom-reset", CTRL, Num0;
    FitCanvas: View, "fit-canvas", PLAIN, F;
    Outline: View, "outline", PLAIN, O;
    NextPane: View, "next-pane", PLAIN, F6;
    PreviousPane: View, "previous-pane", SHIFT, F6;
    Equations: View, "equations", PLAIN, Q;
    FitPlots: View, "fit-plots", Modifiers::SHIFT, F;
    Measure: View, "measure", PLAIN, M;
    OtherCursor: View, "other-cursor", PLAIN, X;
    CopyReadings: View, "copy-readings", SHIFT, M;
    Sweeps: View, "sweeps", SHIFT, S;
    TriggeredAverage: View, "triggered-average", SHIFT, A;
    CopySweeps: View, "copy-sweeps", SHIFT, B;
    Note: View, "note", PLAIN, B;
    OwnData: View, "own-data", PLAIN, D;
    AlignRecording: View, "align-recording", CTRL_ALT, L;
    LogAxis: View, "log-axis", PLAIN, L;
    LogAxisX: View, "log-axis-x", SHIFT, X;
    LockAxis: View, "lock-axis", SHIFT, L;
    CopyPicture: View, "copy-picture", CTRL_SHIFT, I;
    CopyTable: View, "copy-table", CTRL_SHIFT, B;
    ResetLayout: View, "reset-layout", CTRL_SHIFT, L;
    FullScreen: View, "full-screen", PLAIN, F11;
    RunPause: Simulation, "run-pause", PLAIN, Space;
    StepDt: Simulation, "step-dt", PLAIN, Period;
    StepMs: Simulation, "step-ms", PLAIN, Comma;
    StepToSpike: Simulation, "step-to-spike", PLAIN, N;
    RunUntil: Simulation, "run-until", CTRL, G;
    BackDt: Simulation, "back-dt", ALT, ArrowLeft;
    BackMs: Simulation, "back-ms", CTRL, ArrowLeft;
    SpikeBefore: Simulation, "spike-before", SHIFT, N;
    MarkBefore: Simulation, "mark-before", PLAIN, K;
    MarkAfter: Simulation, "mark-after", SHIFT, K;
    JumpBefore: Simulation, "jump-before", PLAIN, J;
    JumpAfter: Simulation, "jump-after", SHIFT, J;
    ToStart: Simulation, "to-start", PLAIN, Home;
    ToEnd: Simulation, "to-end", PLAIN, End;
    Follow: Simulation, "follow", CTRL_SHIFT, F;
    FitParameters: Simulation, "fit-parameters", CTRL_ALT, F;
    Range: Simulation, "range", PLAIN, V;
    KeepGhost: Simulation, "keep-ghost", SHIFT, G;
    ClearGhosts: Simulation, "clear-ghosts", CTRL_SHIFT, G;
    Twin: Simulation, "twin", PLAIN, Y;
    TwinDifference: Simulation, "twin-difference", SHIFT, Y;
    TwinSide: Simulation, "twin-side", CTRL_ALT, Y;
    Why: Simulation, "why", PLAIN, W;
    Ledger: Simulation, "ledger", SHIFT, W;
    SaveLedger: Simulation, "save-ledger", CTRL_SHIFT, W;
    PreviousRun: Simulation, "previous-run", CTRL, PageUp;
    NextRun: Simulation, "next-run", CTRL, PageDown;
    CloseRun: Simulation, "close-run", CTRL, W;
    Restart: Simulation, "restart", PLAIN, R;
    Slower: Simulation, "slower", PLAIN, OpenBracket;
    Faster: Simulation, "faster", PLAIN, CloseBracket;
    Unlimited: Simulation, "unlimited", PLAIN, U;
    NextStep: Lessons, "next-step", PLAIN, PageDown;
    PreviousStep: Lessons, "previous-step", PLAIN, PageUp;
    ShowMe: Lessons, "show-me", PLAIN, S;
    CloseLesson: Lessons, "close-lesson", CTRL_SHIFT, E;
    Lecture: Lessons, "lecture", PLAIN, F5;
    TeacherNotes: Help, "teacher-notes", PLAIN, T;
    Welcome: Help, "welcome", CTRL, H;
    Glossary: Help, "glossary", PLAIN, G;
    Shortcuts: Help, "shortcuts", PLAIN, F1;
    Messages: Help, "messages", CTRL_SHIFT, M;
    Diagnostics: Help, "diagnostics", CTRL_SHIFT, D;
}

impl Action {
    /// Its shortcut as people write it: `Ctrl+S`, `[`.
    #[must_use]
    pub fn shortcut_text(self, ctx: &egui::Context) -> String {
        let shortcut = self.shortcut();
        let text = ctx.format_shortcut(&shortcut);
        text.replace(shortcut.logical_key.name(), key_words(shortcut.logical_key))
    }

    /// Whether it can be done now.
    #[must_use]
    pub fn is_enabled(self, context: &ViewContext<'_>) -> bool {
        self.hindrance(context).is_none()
    }

    /// Why it cannot be done now: a key of the catalogue; `None` if it can.
    // Longer than 60 lines: an arm for each command.
    #[must_use]
    pub fn hindrance(self, context: &ViewContext<'_>) -> Option<&'static str> {
        let n_populations = || context.selection.populations().take(2).count();
        let (is_possible, why) = match self {
            Self::Undo => (context.document.undo_name().is_some(), "why-no-undo"),
            Self::Redo => {
                let has_redo = context.document.redo_name().or(context.runs.undone()).is_some();
                (has_redo, "why-no-redo")
            }
            Self::PreviousRun | Self::NextRun | Self::CloseRun => (context.runs.are_several(), "why-one-run"),
            Self::Revert => (context.document.is_changed(), "why-no-changes"),
            Self::NextStep | Self::PreviousStep | Self::CloseLesson | Self::TeacherNotes => {
                (context.has_lesson, "why-no-lesson")
            }
            Self::ShowMe => (context.can_show, "why-nothing-to-show"),
            Self::Cut | Self::Copy | Self::Duplicate | Self::Connect | Self::PlotSpikes => {
                (0 < n_populations(), "why-no-neuron")
            }
            Self::AlignRow | Self::AlignColumn | Self::ConnectAll => {
                (1 < n_populations(), "why-no-two-neurons")
            }
            Self::Delete | Self::Rename | Self::Plot => {
                (!context.selection.objects().is_empty(), "why-nothing-selected")
            }
            Self::Inspect | Self::CopyValues => (context.selection.only().is_some(), "why-not-one-selected"),
            Self::PasteValues => (context.can_paste_values, "why-no-values"),
            Self::AddNeuron | Self::Twin => (context.preset().standalone().is_none(), "why-no-network"),
            Self::StepDt | Self::StepMs | Self::StepToSpike => (!context.run.is_running(), "why-running"),
            Self::BackDt | Self::BackMs | Self::SpikeBefore | Self::JumpBefore | Self::ToStart => {
                (context.run.reach.first < context.run.place, "why-at-start")
            }
            Self::MarkBefore => {
                (context.marks.first().is_some_and(|mark| mark.at < context.run.place), "why-no-mark-before")
            }
            Self::MarkAfter => {
                (context.marks.last().is_some_and(|mark| context.run.place < mark.at), "why-no-mark-after")
            }
            Self::ToEnd | Self::JumpAfter => (context.run.is_past(), "why-at-end"),
            Self::SaveRun => (RunPlace::default() < context.run.end, "why-nothing-recorded"),
            Self::KeepGhost | Self::CopyCommand => (0 < context.run.end.step.0, "why-nothing-recorded"),
            Self::TwinDifference | Self::TwinSide => (context.twin.is_some(), "why-no-twin"),
            Self::ClearGhosts => (0 < context.n_ghosts, "why-no-ghosts"),
            Self::Measure => {
                let mut plots = context.preset().view().plots.iter();
                (plots.any(|plot| plot.kind.window_ms().is_some()), "why-no-time-plot")
            }
            Self::Sweeps | Self::TriggeredAverage => {
                let mut plots = context.preset().view().plots.iter();
                (plots.any(|plot| matches!(plot.kind, PlotSpec::Trace(_))), "why-no-traces")
            }
            Self::CopyPicture | Self::CopyTable | Self::LogAxis | Self::LogAxisX | Self::LockAxis => {
                (!context.preset().view().plots.is_empty(), "why-no-plots")
            }
            Self::CopySweeps => (context.lists_sweeps, "why-no-sweeps"),
            Self::Note => (context.can_note, "why-nothing-to-note"),
            Self::OtherCursor | Self::CopyReadings => (context.is_measuring, "why-no-cursors"),
            Self::SaveLedger => (context.lists_rows, "why-no-rows"),
            _ => return self.own_data_hindrance(context),
        };
        (!is_possible).then_some(why)
    }

    /// Whether it is in effect, for commands that switch something on.
    #[must_use]
    pub fn is_on(self, context: &ViewContext<'_>) -> Option<bool> {
        use super::theme::ThemeChoice;
        match self {
            Self::ThemeSystem => Some(context.theme_choice == ThemeChoice::System),
            Self::ThemeDark => Some(context.theme_choice == ThemeChoice::Dark),
            Self::ThemeLight => Some(context.theme_choice == ThemeChoice::Light),
            Self::ThemeProjector => Some(context.theme_choice == ThemeChoice::Projector),
            Self::EditTool => Some(context.tool == Tool::Edit),
            Self::Equations => Some(context.shows_equations),
            Self::Follow => Some(!context.plots_stay),
            Self::Measure => Some(context.is_measuring),
            Self::Code => Some(context.shows_code),
            Self::Twin => Some(context.twin.is_some()),
            Self::TwinDifference => Some(context.shows_difference),
            Self::TwinSide => Some(context.twin.is_some_and(|twin| twin.sides.is_a)),
            Self::Unlimited => Some(context.run.speed == crate::units::Speed::Unlimited),
            _ => None,
        }
    }

    /// All commands with those of more modifier keys first, so that Ctrl+Shift+S is not taken for Ctrl+S.
    #[must_use]
    pub fn by_specificity() -> Vec<Self> {
        let mut all = Self::ALL.to_vec();
        let count = |modifiers: Modifiers| {
            u8::from(modifiers.command) + u8::from(modifiers.shift) + u8::from(modifiers.alt)
        };
        all.sort_by_key(|action| std::cmp::Reverse(count(action.shortcut().modifiers)));
        all
    }
}

/// What a button for a command says under the pointer: the tip of the command, and its keys.
pub(super) fn tip(ui: &egui::Ui, action: Action, context: &ViewContext<'_>) -> String {
    format!("{} ({})", context.text.get(action.tip_key()), action.shortcut_text(ui.ctx()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn every_action_has_a_text_a_tip_and_a_shortcut_of_its_own() {
        let text = Text::english();
        for (index, action) in Action::ALL.iter().enumerate() {
            assert!(text.has(action.key()), "{} is missing", action.key());
            assert!(text.has(action.tip_key()), "{} is missing", action.tip_key());
            for other in &Action::ALL[..index] {
                assert_ne!(action.shortcut(), other.shortcut(), "{action:?} and {other:?}");
                assert_ne!(text.get(action.key()), text.get(other.key()), "{action:?} and {other:?}");
            }
        }
        for menu in Menu::ALL {
            assert!(text.has(menu.key()));
        }
    }
}
