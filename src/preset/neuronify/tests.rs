//! What circuits become, figure by figure.

use super::*;
use crate::model::kinetics::Kinetics;
use crate::model::neuron::NeuronKind;
use crate::model::receptor::Receptor;
use crate::model::stimulus::StimulusKind;

fn read(name: &str) -> Circuit {
    let text = match name {
        "driven" => include_bytes!("../../../tests/corpus/neuronify/driven.nfy").as_slice(),
        "inhibition" => include_bytes!("../../../tests/corpus/neuronify/inhibition.nfy").as_slice(),
        "adaptation" => include_bytes!("../../../tests/corpus/neuronify/adaptation.nfy").as_slice(),
        "generators" => include_bytes!("../../../tests/corpus/neuronify/generators.nfy").as_slice(),
        _ => include_bytes!("../../../tests/corpus/neuronify/strange.nfy").as_slice(),
    };
    assert!(is_circuit(text), "{name}");
    parse(text).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn keys(circuit: &Circuit) -> Vec<&str> {
    circuit.notes.iter().map(|note| note.key).collect()
}

#[test]
fn a_neuron_keeps_its_figures() {
    let circuit = read("driven");
    assert_eq!(circuit.notes, []);
    let network = circuit.preset.network();
    let [cell] = network.populations() else { panic!() };
    let NeuronKind::Lif(lif) = &cell.kind else { panic!() };
    let figures =
        [lif.C_pF, lif.g_L_nS, lif.E_L_mV, lif.V_th_mV, lif.V_reset_mV, lif.t_ref_ms, lif.V_init_mV];
    assert_eq!((figures, cell.name.as_str()), ([200.0, 10.0, -70.0, -55.0, -80.0, 2.0, -70.0], "cell"));
    let StimulusKind::Constant(current) = &cell.stimuli[0].kind else { panic!() };
    assert_eq!(current.I_pA, 300.0);
    let plots = &circuit.preset.view().plots;
    assert_eq!((plots.len(), plots[0].kind.window_ms()), (1, Some(100.0)));
    assert_eq!(plots[0].kind.span(), Some(crate::preset::plot_spec::Span::Fixed(-100.0, 50.0)));
}

#[test]
fn a_synapse_has_its_current_halfway_to_the_threshold() {
    let circuit = read("inhibition");
    assert_eq!(keys(&circuit), ["neuronify-note-current"]);
    let network = circuit.preset.network();
    assert_eq!(circuit.preset.description(), "Feed-forward inhibition");
    let current = |name: &str| {
        let own = network.projections().iter().find(|own| own.name == name).unwrap();
        let receptor = own.receptors[0].inner().unwrap();
        let Kinetics::Instant(instant) = receptor.kinetics() else { panic!() };
        assert_eq!((own.delay_ms, instant.tau_ms), (5.0, 2.0));
        receptor.g_max_nS() * (receptor.E_mV() + 62.5)
    };
    assert!((current("exc-out") - 3000.0).abs() < 1e-6);
    assert!((current("inh-out") + 1500.0).abs() < 1e-6);
    assert_eq!(circuit.preset.view().plots.len(), 2);
}

#[test]
fn adaptation_is_a_conductance_of_its_own() {
    let circuit = read("adaptation");
    assert_eq!(
        keys(&circuit),
        [
            "neuronify-note-touch",
            "neuronify-note-names",
            "neuronify-note-adaptation",
            "neuronify-note-at-once",
            "neuronify-note-current",
        ]
        .into_iter()
        .filter(|key| keys(&circuit).contains(key))
        .collect::<Vec<_>>()
    );
    let projections = circuit.preset.network().projections();
    let own = projections.iter().find(|own| own.from == own.to).unwrap();
    let Receptor::GabaB(receptor) = &own.receptors[0] else { panic!() };
    let Kinetics::Instant(instant) = &receptor.kinetics else { panic!() };
    assert_eq!((receptor.g_max_nS, receptor.E_mV, instant.tau_ms), (10.0, -70.0, 500.0));
    let alpha = projections.iter().find(|own| own.name.starts_with("adapts-") && own.from != own.to).unwrap();
    let Kinetics::DoubleExponential(double) = alpha.receptors[0].inner().unwrap().kinetics() else {
        panic!()
    };
    assert_eq!((double.tau_rise_ms, double.tau_decay_ms, alpha.delay_ms), (3.0, 3.0, 0.0));
}

#[test]
fn generators_fire_at_their_rates() {
    let circuit = read("generators");
    let kinds: Vec<&NeuronKind> =
        circuit.preset.network().populations().iter().map(|own| &own.kind).collect();
    let NeuronKind::SpikeSource(regular) = kinds[2] else { panic!() };
    assert_eq!((regular.rate_Hz, regular.start_ms, regular.n_spikes, regular.t_ref_ms), (50.0, 20.0, 0, 0.0));
    let NeuronKind::PoissonSource(poisson) = kinds[3] else { panic!() };
    assert_eq!(poisson.rate_Hz, 80.0);
    assert_eq!(circuit.preset.view().plots[0].kind.populations().len(), 3);
}

#[test]
fn what_has_no_counterpart_is_named() {
    let circuit = read("strange");
    let said = |key: &str| {
        let all = circuit.notes.iter().filter(|note| note.key == key);
        all.map(|note| format!("{note:?}")).collect::<Vec<_>>().join("\n")
    };
    let left = said("neuronify-note-left-out");
    for part in ["Retina", "ACClamp", "Loudspeaker", "NextTutorial", "Glia", "ImmediateFireSynapse", "Edge"] {
        assert!(left.contains(part), "{part}: {left}");
    }
    assert!(said("neuronify-note-burst").contains("burst"));
    assert!(said("neuronify-note-limits").contains("clamped"));
    assert!(said("neuronify-note-idle").contains('6'));
    assert!(said("neuronify-note-names").contains("a.b"));
    assert!(said("neuronify-note-unknown").contains("Glia.strangeness"));
    assert_eq!(circuit.preset.network().populations().len(), 3);
}

#[test]
fn wrong_circuits_are_refused_with_the_place() {
    let good =
        String::from_utf8(include_bytes!("../../../tests/corpus/neuronify/driven.nfy").to_vec()).unwrap();
    for (from, to, place) in [
        ("\"fileFormatVersion\":4", "\"fileFormatVersion\":2", "fileFormatVersion"),
        ("\"fileFormatVersion\":4", "\"fileFormatVersion\":\"4\"", "fileFormatVersion"),
        ("\"capacitance\":2e-10", "\"capacitance\":\"2e-10\"", "nodes[0].savedProperties.engine.capacitance"),
        ("\"resistance\":100000000.0", "\"resistance\":0", "nodes[0].savedProperties.engine.resistance"),
        ("\"capacitance\":2e-10", "\"capacitance\":-1", "populations.cell.C_pF"),
        ("\"threshold\":-0.055", "\"threshold\":-0.09", "populations.cell"),
        ("\"from\":1", "\"from\":7", "edges[0].from"),
        ("\"from\":1", "\"from\":0.5", "edges[0].from"),
        ("\"nodes\":[", "\"nodes\":{}, \"n\":[", "nodes"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let Err(LoadError::Invalid { problems, .. }) = parse(text.as_bytes()) else { panic!("{to}") };
        assert!(problems[0].path.starts_with(place), "{to}: {problems:?}");
    }
    assert!(matches!(
        parse(&vec![b' '; usize::try_from(load::MAX_BYTES).unwrap() + 1]),
        Err(LoadError::TooLong { .. })
    ));
    assert!(matches!(parse(b"{\"nodes\": \"\xff\"}"), Err(LoadError::NotUtf8 { .. })));
    let deep = format!("{{\"fileFormatVersion\":4,\"nodes\":{}", "[".repeat(100_000));
    assert!(matches!(parse(deep.as_bytes()), Err(LoadError::Invalid { .. })));
    let many = vec![r#"{"filename":"annotations/Note.qml"}"#; 2001].join(",");
    let many = format!(r#"{{"fileFormatVersion":4,"edges":[],"nodes":[{many}]}}"#);
    let Err(LoadError::Invalid { problems, .. }) = parse(many.as_bytes()) else { panic!() };
    assert!(matches!(problems[0].fault, Fault::TooMany { limit: 2000, .. }));
}
