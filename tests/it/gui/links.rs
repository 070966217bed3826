//! Where links lead, whatever form they have and whoever asks: out of the window only by https, after a question.

use bouton::app::{App, ThemeChoice, install_fonts};
use bouton::document::Document;
use bouton::engine::Engine;
use bouton::model::network::{Address, Target};
use eframe::egui::{self, Event, OpenUrl, OutputCommand, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, preset, stage};

/// Addresses that must not be opened.
const HOSTILE: [&str; 10] = [
    "http://example.org/x",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,hello",
    "mailto:someone@example.org",
    "ms-msdt:/id",
    "ftp://example.org/",
    "//example.org/x",
    "https://good.org@evil.org/",
    "\\\\\\\\server\\\\share",
];

/// Forms in which Markdown writes a link.
const FORMS: [&str; 5] = [
    "[press me](@)",
    "[press me](<@> \"title\")",
    "[press me][r]\\n\\n[r]: @",
    "[press me]\\n\\n[press me]: <@>",
    "[**press me**](@ 'title')",
];

fn lesson_of(text: &str) -> String {
    let text = text.replace('"', "\\\"");
    format!(
        "(format: 1, title: \"Links\", minutes: 1, notes: (aim: \"\"), steps: [(title: \"Step\", text: \"{text}\", \
         start: Preset(\"ampa\"), running: false)])"
    )
}

/// Opens a lesson with this text from a file, as a person would.
fn open(harness: &mut Harness<'static, Stage>, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("links.ron");
    std::fs::write(&path, lesson_of(text)).unwrap();
    app(harness).open_file(&path);
    harness.run_steps(3);
}

/// What goes out of the window in some frames.
fn opened<A>(harness: &mut Harness<'static, A>, frames: usize) -> Vec<String> {
    let mut opened = Vec::new();
    for _ in 0..frames {
        harness.step();
        opened.extend(harness.output().platform_output.commands.iter().filter_map(|command| match command {
            OutputCommand::OpenUrl(open) => Some(open.url.clone()),
            _ => None,
        }));
    }
    opened
}

fn said(harness: &mut Harness<'static, Stage>) -> Vec<String> {
    app(harness).messages()
}

#[test]
fn no_hostile_link_of_a_lesson_opens_in_any_form() {
    let mut harness = stage();
    let mut tried = 0;
    let autolinks =
        ["<http://example.org/>", "<javascript:alert(1)>", "<someone@example.org>", "<file:///etc/passwd>"];
    let entities = [
        "[press me](javascript&#58;alert(1))",
        "[press me](&#104;ttp://example.org)",
        "[press me](JAVASCRIPT:alert(1))",
    ];
    let pictures = [
        "![x](file:///etc/passwd)",
        "[![x](https://example.org/a.png)](http://example.org)",
        "![x](https://example.org/a.png)",
    ];
    let all = HOSTILE.iter().flat_map(|address| FORMS.map(|form| form.replace('@', address)));
    let others = autolinks.iter().chain(&entities).chain(&pictures).map(|text| (*text).to_owned());
    for text in all.chain(others) {
        tried += 1;
        let before = said(&mut harness).len();
        open(&mut harness, &text);
        let is_open = harness.state().app.lesson().is_some();
        // What the check lets pass (an address of the right kind) is looked at again where it opens.
        if is_open {
            let link = harness.query_all_by_role(Role::Link).next();
            assert!(link.is_some(), "{text}: a link is shown");
            link.unwrap().click();
            assert_eq!(opened(&mut harness, 4), Vec::<String>::new(), "{text}");
            assert!(harness.query_by_label("Open in the browser").is_none(), "{text}");
        }
        assert!(before < said(&mut harness).len(), "{text} is refused without a word");
        let last = said(&mut harness).pop().unwrap();
        let tells = ["https://", "not opened", "is a picture"];
        assert!(tells.iter().any(|words| last.contains(words)), "{text}: {last}");
        let ctx = harness.ctx.clone();
        app(&mut harness).do_action(&ctx, bouton::app::Action::CloseLesson);
        harness.run_steps(2);
    }
    println!("{tried} forms");
    assert!(50 <= tried);
}

#[test]
fn an_https_link_opens_after_a_question_that_shows_the_address() {
    for text in [
        "[press me](https://doi.org/10.1038/78829)",
        "[press me][r]\\n\\n[r]: https://doi.org/10.1038/78829",
        "<https://doi.org/10.1038/78829>",
        "[*press* me](<HTTPS://doi.org/10.1038/78829> 'title')",
    ] {
        let mut harness = stage();
        open(&mut harness, text);
        assert!(harness.state().app.lesson().is_some(), "{:?}", said(&mut harness));
        for agrees in [false, true] {
            harness.query_all_by_role(Role::Link).next().unwrap().click();
            assert_eq!(opened(&mut harness, 3), Vec::<String>::new(), "{text}");
            assert!(
                1 <= harness.query_all_by_label("https://doi.org/10.1038/78829").count(),
                "{text}: the address is shown"
            );
            harness.get_by_label(if agrees { "Open in the browser" } else { "Cancel" }).click();
            let expected = if agrees { vec!["https://doi.org/10.1038/78829".to_owned()] } else { Vec::new() };
            assert_eq!(opened(&mut harness, 4), expected, "{text}");
            assert!(harness.query_by_label("Open in the browser").is_none());
        }
    }
}

/// Letters of other scripts that look like others are shown by their code.
#[test]
fn a_host_that_looks_like_another_is_shown_as_it_is() {
    let mut harness = stage();
    open(&mut harness, "[press me](https://\u{430}pple.com/)");
    harness.query_all_by_role(Role::Link).next().unwrap().click();
    harness.run_steps(3);
    assert!(harness.query_by_label("https://xn--pple-43d.com/").is_some());
    assert!(harness.query_by_label_contains("another script").is_some());
}

/// Links to what the window shows go on working, in every form.
#[test]
fn links_within_the_window_work() {
    let mut harness = stage();
    for (text, object) in [
        ("[press me](1)", Some(1)),
        ("[press me](<0>)", Some(0)),
        ("[press me][r]\\n\\n[r]: 1-0", Some(3)),
        ("[press me](populations.0.C_pF)", Some(0)),
    ] {
        open(&mut harness, text);
        assert!(harness.state().app.lesson().is_some(), "{text}: {:?}", said(&mut harness));
        harness.query_all_by_role(Role::Link).next().unwrap().click();
        assert_eq!(opened(&mut harness, 3), Vec::<String>::new());
        let selected = harness.state().app.selection().only().map(bouton::model::network::Object::id);
        assert_eq!(selected, object, "{text}");
        if text.contains("C_pF") {
            let preset = harness.state().app.document().preset().clone();
            assert!(matches!(
                preset.find("populations.0.C_pF"),
                Ok(Address { target: Target::Population(_), .. })
            ));
        }
    }
}

/// An application whose widgets ask for addresses by themselves, as those of a library may.
struct Hostile {
    app: App,
    asks: Vec<String>,
}

impl eframe::App for Hostile {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.think(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app.draw(ui);
        for address in self.asks.drain(..) {
            ui.ctx().open_url(OpenUrl::new_tab(address));
        }
    }
}

#[test]
fn whatever_asks_nothing_leaves_without_a_question() {
    let asks: Vec<String> = HOSTILE.iter().map(|address| (*address).to_owned()).collect();
    let engine = Engine::by_hand(App::program(&preset("ampa"), true));
    let mut harness =
        Harness::builder().with_size(vec2(800.0, 600.0)).with_max_steps(20).build_eframe(move |creation| {
            install_fonts(&creation.egui_ctx);
            let app = App::new(
                Document::untitled(preset("ampa")),
                engine,
                ThemeChoice::Dark,
                Box::new(Script::default()),
            );
            Hostile { app, asks: Vec::new() }
        });
    harness.run_steps(3);
    for address in asks {
        harness.state_mut().asks.push(address.clone());
        assert_eq!(opened(&mut harness, 4), Vec::<String>::new(), "{address}");
        assert!(!harness.state().app.messages().is_empty(), "{address}");
    }
    harness.state_mut().asks.push("https://example.org/".to_owned());
    assert_eq!(opened(&mut harness, 4), Vec::<String>::new(), "it is asked first");
    assert!(harness.query_by_label("https://example.org/").is_some());
    harness.get_by_label("Open in the browser").click();
    assert_eq!(opened(&mut harness, 4), ["https://example.org/"]);
}

/// What is copied, and what a screen reader is told, has no characters that act.
#[test]
fn no_character_that_acts_leaves_the_window() {
    let mut harness = stage();
    let text = preset("ampa").to_ron().unwrap().replacen("title: \"", "title: \"\\u{1b}[31m\\u{202e}red ", 1);
    harness.event_modifiers(Event::Paste(text), egui::Modifiers::SHIFT);
    harness.run_steps(3);
    assert!(app(&mut harness).document().preset().title().contains('\u{1b}'), "{:?}", said(&mut harness));
    let acts = |text: &str| text.contains(['\u{1b}', '\u{202e}', '\u{7}']);
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        for words in [node.label(), node.value()].into_iter().flatten() {
            assert!(!acts(&words), "{words:?}");
        }
    }
    harness.state_mut().app.open_file(std::path::Path::new("/no/such/\u{1b}[2Jfile\u{7}.ron"));
    harness.run_steps(3);
    assert!(said(&mut harness).iter().all(|line| !acts(line)), "{:?}", said(&mut harness));
}
