//! The parameters of a document: the run's, and those of what is simulated, under one kind of address.

use super::{Preset, check, habit, parse_value};
use crate::message::Message;
use crate::model::mechanism::MechanismKey;
use crate::model::network::{Address, Network, Target, UnknownPath};
use crate::model::problem::{Fault, Problem};
use crate::param::{Bounds, ParamSet, ParamSpec, Value};
use crate::units::Grid;

impl Preset {
    /// The parameters of a target.
    #[must_use]
    pub fn param_set(&self, target: Target) -> Option<&dyn ParamSet> {
        if target == Target::Run { Some(&self.run) } else { self.network().parts().param_set(target) }
    }

    /// Calls `visit` with every settable parameter.
    pub fn visit(&self, visit: &mut dyn FnMut(Address, &'static ParamSpec, Value)) {
        self.run.visit(&mut |spec, value| visit(Address::run(spec.key), spec, value));
        self.network().parts().visit(visit);
    }

    /// Calls `visit` with every settable parameter and its path.
    pub fn visit_paths(&self, visit: &mut dyn FnMut(String, Address, &'static ParamSpec)) {
        self.run.visit(&mut |spec, _| visit(format!("run.{}", spec.key), Address::run(spec.key), spec));
        self.network().parts().visit_paths(visit);
    }

    /// The path of a parameter.
    #[must_use]
    pub fn path(&self, address: Address) -> String {
        self.network().parts().path(address)
    }

    /// The parameter at a path.
    ///
    /// # Errors
    /// If the path leads nowhere, with one that does and looks like it, or what there is instead.
    pub fn find(&self, path: &str) -> Result<Address, UnknownPath> {
        self.look_up(path).ok_or_else(|| {
            let mut paths = Vec::new();
            self.visit_paths(&mut |candidate, _, _| paths.push(candidate));
            habit::unknown_path(path, &paths)
        })
    }

    /// The parameter at a path, if there is one.
    #[must_use]
    pub fn look_up(&self, path: &str) -> Option<Address> {
        if let Some(key) = path.strip_prefix("run.")
            && let Some((spec, _)) = self.run.get(key)
        {
            return Some(Address::run(spec.key));
        }
        self.network().parts().look_up(path)
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, address: Address) -> Option<(&'static ParamSpec, Value)> {
        self.param_set(address.target)?.get(address.key)
    }

    /// The range of a parameter's slider now, given everything else; it may be empty.
    #[must_use]
    pub fn bounds(&self, address: Address) -> Option<Bounds> {
        match address.target {
            Target::Run => self.run.get(address.key).map(|(spec, _)| spec.range()),
            _ => self.network().bounds(address, self.run.dt_ms),
        }
    }

    /// What may be typed for a parameter now, given everything else.
    #[must_use]
    pub fn valid_bounds(&self, address: Address) -> Option<Bounds> {
        match address.target {
            Target::Run => self.run.get(address.key).map(|(spec, _)| spec.valid()),
            _ => self.network().valid_bounds(address, self.run.dt_ms),
        }
    }

    /// The document with a mechanism of another kind in the place of one: with the values it has there, or the defaults.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this document is as it was.
    pub fn with_kind(&self, target: Target, kind: MechanismKey) -> Result<Self, Vec<Problem>> {
        let mut is_found = false;
        let preset = self.with_network(|network| is_found = network.choose_kind(target, kind))?;
        if is_found {
            return Ok(preset);
        }
        let path = self.network().parts().target_path(target);
        let fault = Fault::NoSuchName { what: kind.family(), name: kind.name().to_owned(), suggestion: None };
        Err(vec![Problem::new(path.clone(), path, fault)])
    }

    /// A value for a parameter as it is typed, if the document may have it.
    ///
    /// # Errors
    /// Why it may not, and what would be right.
    pub fn read_value(&self, address: Address, typed: &str) -> Result<Value, Message> {
        self.read_value_of_all(&[address], typed)
    }

    /// A value for several parameters as it is typed, if the document may have it for all of them together.
    ///
    /// # Errors
    /// Why it may not, and what would be right.
    pub fn read_value_of_all(&self, addresses: &[Address], typed: &str) -> Result<Value, Message> {
        let first = addresses.first().and_then(|address| self.get(*address));
        let Some((spec, _)) = first else { return Err(Message::new("number-empty")) };
        let value = parse_value(spec, typed)?;
        let values: Vec<(Address, Value)> = addresses.iter().map(|own| (*own, value.clone())).collect();
        match self.with_values(&values) {
            Ok(_) => Ok(value),
            Err(problems) => {
                // Of the fields that a rule joins, the message names the one that was typed.
                let path = self.path(addresses[0]);
                let own = problems.iter().find(|problem| problem.path == path).or(problems.first());
                Err(own.map_or_else(|| Message::new("number-empty"), Problem::message))
            }
        }
    }

    /// The document with some parameters set, all together, so that values that need each other may change at once.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this document is as it was.
    pub fn with_values(&self, values: &[(Address, Value)]) -> Result<Self, Vec<Problem>> {
        let mut parts = self.to_parts();
        let mut network = std::mem::take(&mut parts.network).into_parts();
        for (address, value) in values {
            if address.target == Target::Run {
                parts.run.set(address.key, value.clone());
            } else if let Some(set) = network.param_set_mut(address.target) {
                set.set(address.key, value.clone());
            }
        }
        let dt_ms = if Grid::new(parts.run.dt_ms).is_some() { parts.run.dt_ms } else { 0.0 };
        parts.network = Network::for_steps(network, dt_ms).map_err(|mut problems| {
            problems.splice(0..0, check::run_problems(&parts.run));
            problems
        })?;
        Self::new(parts)
    }
}
