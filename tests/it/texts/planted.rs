//! Every rule sees what breaks it: a violation is planted in a copy of the texts, and exactly this one is found.

use super::{
    RULES, Said, bare_time_constants, changed_since, fingerprints, has_decimal_point, texts, unexplained,
};

/// A violation: the rule that has to find it, the text it is planted in, and what is done there.
struct Plant {
    rule: &'static str,
    key: &'static str,
    change: fn(&mut Said),
}

const PLANTS: [Plant; 26] = [
    Plant {
        rule: "phrases of old",
        key: "lesson-ampa-1-text",
        change: |own| own.english.push_str(" It fires like a clock."),
    },
    Plant {
        rule: "phrases of old",
        key: "preset-nmda-hint",
        change: |own| own.german.push_str(" Das ist eine Pumpe."),
    },
    Plant {
        rule: "phrases of old",
        key: "lesson-release-2-text",
        change: |own| own.german.push_str(" Er schüttet alles aus."),
    },
    Plant {
        rule: "phrases of old",
        key: "caution-fast-binding-variant-yes-0",
        change: |own| own.german = own.german.replace("Freisetzung", "Ausschüttung"),
    },
    Plant {
        rule: "reasons with “, for”",
        key: "lesson-nmda-1-answer",
        change: |own| own.english.push_str(" It stays silent, for it is blocked."),
    },
    Plant {
        rule: "time constants without the name",
        key: "lesson-ampa-3-text",
        change: |own| own.english.push_str(" It closes with 5 ms."),
    },
    Plant {
        rule: "long sentences",
        key: "lesson-hebb-2-text",
        change: |own| own.english.push_str(&" and on it goes".repeat(11)),
    },
    Plant {
        rule: "long sentences",
        key: "cli-quota-full",
        change: |own| own.german.push_str(&" und so weiter".repeat(14)),
    },
    Plant {
        rule: "decimal points in German",
        key: "lesson-song-4-text",
        change: |own| own.german = own.german.replace("0,54", "0.54"),
    },
    Plant {
        rule: "decimal points in German",
        key: "lesson-release-1-answer",
        change: |own| own.german = own.german.replace("0{,}168", "0.168"),
    },
    Plant {
        rule: "abbreviations that are not spelled out",
        key: "lesson-ampa-1-text",
        change: |own| own.english = own.english.replace("(EPSP)", ""),
    },
    Plant {
        rule: "abbreviations that are not spelled out",
        key: "lesson-gaba-a-5-text",
        change: |own| own.german = own.german.replace("(EPSP)", ""),
    },
    Plant {
        rule: "abbreviations that are not spelled out",
        key: "lesson-song-aim",
        change: |own| own.english = own.english.replace("spike-timing-dependent plasticity (STDP)", "STDP"),
    },
    Plant {
        rule: "raw underscores",
        key: "lesson-kinetics-1-text",
        change: |own| own.english.push_str(" See tau_decay now."),
    },
    Plant {
        rule: "raw underscores",
        key: "save-advice-full",
        change: |own| own.german.push_str(" mit g_max_nS darin"),
    },
    Plant {
        rule: "ends of texts",
        key: "lesson-three-acts-5-ask",
        change: |own| {
            own.english.pop();
        },
    },
    Plant {
        rule: "ends of texts",
        key: "preset-ampa-description",
        change: |own| {
            own.german.pop();
        },
    },
    Plant { rule: "ends of texts", key: "lesson-ampa-2-title", change: |own| own.english.push('.') },
    Plant {
        rule: "errata of another form",
        key: "lesson-ampa-5-erratum",
        change: |own| own.english = own.english.replace("You may read", "Often written"),
    },
    Plant {
        rule: "errata of another form",
        key: "lesson-stdp-7-erratum",
        change: |own| own.german = own.german.replace("Tatsächlich", "Richtig"),
    },
    Plant {
        rule: "clauses as titles",
        key: "plot-block",
        change: |own| own.english = "Channels that magnesium does not block".to_owned(),
    },
    Plant {
        rule: "sources that are none",
        key: "",
        change: |own| own.english = "in use since 2001".to_owned(),
    },
    Plant { rule: "sources that are none", key: "", change: |own| own.english = "Vogels et al.".to_owned() },
    Plant { rule: "lessons without an aim", key: "lesson-filtering-aim", change: |own| own.english.clear() },
    Plant { rule: "lessons without an aim", key: "lesson-first-steps-aim", change: |own| own.german.clear() },
    Plant {
        rule: "time constants without the name",
        key: "preset-gaba-b-description",
        change: |own| own.english.push_str(" It decays with 150 ms."),
    },
];

#[test]
fn every_rule_sees_what_breaks_it() {
    let texts = texts();
    let whole: Vec<Vec<String>> = RULES.iter().map(|rule| (rule.find)(&texts)).collect();
    for plant in &PLANTS {
        let mut changed = texts.clone();
        // Any text that is the reason of a default stands for all.
        let is_meant = |own: &&mut Said| {
            if plant.key.is_empty() { own.key.starts_with("default-") } else { own.key == plant.key }
        };
        let own = changed.iter_mut().find(is_meant).unwrap_or_else(|| panic!("there is no {}", plant.key));
        let (before, key) = (own.clone(), own.key.clone());
        (plant.change)(own);
        assert!(own.english != before.english || own.german != before.german, "{key}: nothing was planted");
        let at = RULES.iter().position(|rule| rule.what == plant.rule).unwrap();
        let found = (RULES[at].find)(&changed);
        let new: Vec<&String> = found.iter().filter(|fault| !whole[at].contains(fault)).collect();
        // Abbreviations are told by lesson.
        let lesson = key.split('-').take(2).collect::<Vec<_>>().join("-");
        assert!(
            matches!(new[..], [fault] if fault.starts_with(&key) || fault.starts_with(&lesson)),
            "{} in {key}: found {new:?}",
            plant.rule
        );
    }
    for rule in &RULES {
        assert!(PLANTS.iter().any(|plant| plant.rule == rule.what), "nothing is planted for “{}”", rule.what);
    }
}

#[test]
fn a_changed_text_is_seen_until_its_german_was_looked_at() {
    let mut texts = texts();
    let known = std::fs::read_to_string(fingerprints()).unwrap();
    let before = changed_since(&texts, &known);
    texts[0].english.push('!');
    let gone = texts.pop().unwrap();
    let found = changed_since(&texts, &known);
    let new: Vec<&String> = found.iter().filter(|own| !before.contains(own)).collect();
    assert_eq!(new, [&texts[0].key, &format!("{} (gone)", gone.key)]);
}

#[test]
fn small_texts_are_judged_right() {
    assert_eq!(bare_time_constants("It opens and closes with 5 ms.").len(), 1);
    assert!(bare_time_constants("It closes with a time constant of 5 ms, or decays with 6 ms.").is_empty());
    assert!(has_decimal_point("um 0.5 mV") && !has_decimal_point("um 0,5 mV. 3 ms"));
    assert_eq!(unexplained(&["An EPSP rises.".to_owned()]), ["EPSP"]);
    assert!(unexplained(&["A potential (EPSP). EPSPs rise.".to_owned()]).is_empty());
}
