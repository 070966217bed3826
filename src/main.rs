//! The `bouton` program: dispatches to the window or to the command line, and nothing more.

use std::process::ExitCode;

use bouton::cli::{self, Task};

fn main() -> ExitCode {
    bouton::log::start();
    let task = match cli::parse() {
        Ok(task) => task,
        Err(code) => return code,
    };
    match task {
        Task::Headless(command) => command.execute(),
        #[cfg(feature = "gui")]
        Task::Window(open, places) => bouton::app::open_window(open.as_deref(), &places),
        #[cfg(feature = "gui")]
        Task::Screenshot(args) => bouton::app::screenshot(&args),
        #[cfg(feature = "gui")]
        Task::Shown(shown) => bouton::app::export_shown(*shown),
        #[cfg(not(feature = "gui"))]
        Task::Window(..) | Task::Screenshot(_) | Task::Shown(_) => cli::no_window(),
    }
}
