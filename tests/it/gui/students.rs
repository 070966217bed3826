//! What a first-year student wants to do in the first hour, each in two actions at most: a click, a double click, a key, or a
//! word typed.

use bouton::app::{Selection, ThemeChoice};
use bouton::model::network::Object;
use bouton::model::receptor::ReceptorKey;
use bouton::units::Speed;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::looks::plain;
use super::{Script, Stage, number, place, preset, stage_of};

/// The window, with the actions counted that a person needs.
struct Student {
    harness: Harness<'static, Stage>,
    actions: u32,
}

impl Student {
    /// In front of a preset, as it opens in a small window.
    fn before(name: &str) -> Self {
        let mut harness =
            stage_of(preset(name), ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0);
        harness.run_steps(6);
        Self { harness, actions: 0 }
    }

    /// Where something of this name is that is in the window.
    fn find(&self, role: Role, label: &str) -> Option<Pos2> {
        let window = self.harness.ctx.content_rect();
        self.harness
            .query_all_by_role(role)
            .filter(|node| node.accesskit_node().label().is_some_and(|own| plain(&own) == plain(label)))
            .map(|node| node.rect().center())
            .find(|at| window.contains(*at))
    }

    fn press(&mut self, at: Pos2, times: u32) {
        self.actions += 1;
        self.harness.hover_at(at);
        self.harness.run_steps(2);
        for _ in 0..times {
            for pressed in [true, false] {
                let button = PointerButton::Primary;
                self.harness.event(Event::PointerButton {
                    pos: at,
                    button,
                    pressed,
                    modifiers: Modifiers::NONE,
                });
                self.harness.run_steps(1);
            }
        }
        self.harness.run_steps(4);
    }

    /// Clicks what is on the screen under a name.
    fn click(&mut self, role: Role, label: &str) {
        let at = self.find(role, label).unwrap_or_else(|| panic!("no {role:?} {label:?} in the window"));
        self.press(at, 1);
    }

    /// Clicks words that are painted.
    fn click_text(&mut self, words: &str) {
        let painted = super::legible::painted(&self.harness);
        let own = painted.iter().find(|own| plain(&own.text) == plain(words));
        let at = own.unwrap_or_else(|| panic!("no {words:?} in the window")).rect.center();
        self.press(at, 1);
    }

    fn double_click(&mut self, at: Pos2) {
        self.press(at, 2);
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.actions += 1;
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(4);
    }

    /// Types a word where the keyboard is.
    fn write(&mut self, word: &str) {
        self.actions += 1;
        self.harness.event(Event::Text(word.to_owned()));
        self.harness.run_steps(4);
    }

    fn has(&self, role: Role, label: &str) -> bool {
        self.find(role, label).is_some()
    }

    fn says(&self, words: &str) -> bool {
        super::legible::painted(&self.harness).iter().any(|own| plain(&own.text).contains(&plain(words)))
    }

    /// That the task is done, and in how many actions.
    fn done(&self, task: &str, is_done: bool) {
        println!("{task}: {} actions", self.actions);
        assert!(is_done, "{task}: not done");
        assert!(self.actions <= 2, "{task}: {} actions", self.actions);
    }
}

#[test]
fn ten_tasks_of_a_first_year_student_take_two_actions_at_most() {
    // Make the synapse inhibitory.
    let mut student = Student::before("ampa");
    student.click(Role::ComboBox, "Type of AMPA receptor");
    student.click_text("GABA_A receptor");
    let receptor =
        student.harness.state().app.document().preset().network().projections()[0].receptors[0].key();
    student.done("make the synapse inhibitory", receptor == ReceptorKey::GabaA);

    // Fire neuron 0.
    let mut student = Student::before("ampa");
    let at = place(&student.harness, 0);
    student.press(at, 1);
    student.done("fire neuron 0", student.harness.state().app.spikes_seen(0) == 1);

    // Slow the simulation down.
    let mut student = Student::before("ampa");
    student.key(Modifiers::NONE, Key::OpenBracket);
    let is_slower = student.harness.state().app.speed() == Speed::MsPerSecond(50.0);
    student.done("slow down", is_slower);

    // See the current alone, large.
    let mut student = Student::before("gaba-a");
    student.click(Role::Button, "Plot 3");
    student.click(Role::Button, "Enlarge");
    let plots = student.harness.query_all_by_role(Role::Image).filter_map(|own| own.accesskit_node().label());
    let plots: Vec<String> = plots.filter(|own| own.starts_with("Plot of")).collect();
    student.done("see the current alone", plots.len() == 1 && plots[0].contains('I'));

    // Find the lesson on NMDA.
    let mut student = Student::before("ampa");
    student.key(Modifiers::COMMAND, Key::L);
    student.write("NMDA");
    let is_found = student.says("NMDA");
    let names: Vec<String> = student
        .harness
        .query_all_by_role(Role::Button)
        .filter_map(|own| own.accesskit_node().label())
        .collect();
    let lessons = names.iter().filter(|own| own.starts_with("Lesson") && own.contains("NMDA")).count();
    student.done("find the lesson on NMDA", is_found && 1 <= lessons);

    // See the open fraction of the synapse.
    let mut student = Student::before("ampa");
    student.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    student.click(Role::Button, "P_s_1-0");
    student.done("see P of the synapse", student.says("P_s,1-0"));

    // Set a value back.
    let mut student = Student::before("ampa");
    student.harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(12.0);
    student.harness.run_steps(3);
    let path = "projections.1-0.receptors.ampa.kinetics.tau_ms";
    assert!((number(&student.harness, path) - 12.0).abs() < 1e-9);
    let slider = student.harness.get_by_role_and_label(Role::Slider, "τ").rect();
    let symbol = super::legible::painted(&student.harness)
        .into_iter()
        .find(|own| own.text == "τ" && (own.rect.center().y - slider.center().y).abs() < 8.0)
        .unwrap();
    student.double_click(symbol.rect.center());
    student.done("set a value back", (number(&student.harness, path) - 5.0).abs() < 1e-9);

    // Stop time to look at a plot.
    let mut student = Student::before("ampa");
    student.key(Modifiers::NONE, Key::Space);
    student.done("stop time", !student.harness.state().app.is_running());

    // See the parameters of the neuron that is hit.
    let mut student = Student::before("ampa");
    student.click(Role::Button, "Parameters of 0");
    let selection = student.harness.state().app.selection().clone();
    student.done("see the parameters of neuron 0", selection == Selection::one(Object::Population(0)));

    // Read what a parameter means.
    let mut student = Student::before("ampa");
    let slider = student.harness.get_by_role_and_label(Role::Slider, "τ").rect();
    let symbol = super::legible::painted(&student.harness)
        .into_iter()
        .find(|own| own.text == "τ" && (own.rect.center().y - slider.center().y).abs() < 8.0)
        .unwrap();
    student.actions += 1;
    student.harness.hover_at(symbol.rect.center());
    student.harness.run_steps(60);
    student.done("read what τ means", student.says("Decay time constant"));

    // Take the last change back.
    let mut student = Student::before("ampa");
    student.harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(12.0);
    student.harness.run_steps(3);
    student.key(Modifiers::COMMAND, Key::Z);
    student.done("take a change back", (number(&student.harness, path) - 5.0).abs() < 1e-9);

    // Put a second neuron there.
    let mut student = Student::before("ampa");
    let before = student.harness.state().app.document().preset().network().populations().len();
    student.key(Modifiers::NONE, Key::E);
    assert!(student.has(Role::Button, "Neuron 1"));
    student.click(Role::Button, "LIF");
    let now = student.harness.state().app.document().preset().network().populations().len();
    student.done("add a neuron", now == before + 1);
}
