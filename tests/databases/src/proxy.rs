//! A network that can be stopped: a port whose connections lead to a server, until they do not.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// What happens when a text passes on its way to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It is not handed on, and nothing is after it.
    Stall,
    /// It is handed on, and nothing comes back.
    StallBehind,
    /// It is handed on, and all connections end.
    CutBehind,
}

#[derive(Default)]
struct State {
    is_stalled: bool,
    is_over: bool,
    /// How many connections there were, and which of the first are forgotten.
    made: usize,
    forgotten: usize,
    trap: Option<(&'static str, Then)>,
    links: Vec<TcpStream>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// The number of a connection.
    fn number(&self) -> usize {
        let mut state = self.state();
        state.made += 1;
        state.made - 1
    }

    /// Waits while nothing of a connection is handed on; whether it goes on.
    fn passes(&self, number: usize) -> bool {
        let waits = |state: &mut State| (state.is_stalled || number < state.forgotten) && !state.is_over;
        !self.changed.wait_while(self.state(), waits).unwrap().is_over
    }
}

/// A port on this machine that leads to another.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

impl Proxy {
    /// One that leads to the server of a URL.
    ///
    /// # Panics
    /// When there is no port.
    pub fn to(url: &str) -> Self {
        let (_, rest) = url.rsplit_once('@').unwrap();
        let target = rest.split('/').next().unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (port, shared) = (listener.local_addr().unwrap().port(), Arc::<Shared>::default());
        let known = Arc::clone(&shared);
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if known.state().is_over {
                    return;
                }
                let (known, target) = (Arc::clone(&known), target.clone());
                thread::spawn(move || join(&known, near, &target));
            }
        });
        Self { port, shared }
    }

    /// A URL that leads through it.
    ///
    /// # Panics
    /// When it is no URL of a server.
    pub fn url(&self, url: &str) -> String {
        let (before, rest) = url.rsplit_once('@').unwrap();
        let (_, path) = rest.split_once('/').unwrap();
        format!("{before}@127.0.0.1:{}/{path}", self.port)
    }

    /// Nothing is handed on any more; connections stay, and new ones are accepted.
    pub fn stall(&self) {
        self.shared.state().is_stalled = true;
    }

    /// Everything is handed on again.
    pub fn resume(&self) {
        self.shared.state().is_stalled = false;
        self.shared.changed.notify_all();
    }

    /// Nothing of the connections that there are is handed on any more, and nobody is told; new ones lead to the server.
    pub fn forget(&self) {
        let mut state = self.shared.state();
        state.forgotten = state.made;
    }

    /// Ends all connections.
    pub fn cut(&self) {
        cut(&mut self.shared.state());
    }

    /// Does something once, when a text passes on its way to the server.
    pub fn when(&self, text: &'static str, then: Then) {
        self.shared.state().trap = Some((text, then));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.is_over = true;
        cut(&mut state);
        drop(state);
        self.shared.changed.notify_all();
        // The thread that accepts wakes up, and ends.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

fn cut(state: &mut State) {
    for link in state.links.drain(..) {
        // It may have ended by itself.
        drop(link.shutdown(Shutdown::Both));
    }
}

fn join(shared: &Arc<Shared>, near: TcpStream, target: &str) {
    let number = shared.number();
    if !shared.passes(number) {
        return;
    }
    let Ok(far) = TcpStream::connect(target) else { return };
    let ends = [&near, &far].map(|link| link.try_clone().unwrap());
    shared.state().links.extend(ends);
    let (back_near, back_far, back) =
        (near.try_clone().unwrap(), far.try_clone().unwrap(), Arc::clone(shared));
    thread::spawn(move || hand_on(&back, number, back_far, back_near, false));
    hand_on(shared, number, near, far, true);
}

fn hand_on(shared: &Shared, number: usize, mut from: TcpStream, mut to: TcpStream, is_out: bool) {
    let mut room = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut room) {
        let some = &room[..count];
        let mut then = None;
        {
            let mut state = shared.state();
            let sprung = state.trap.filter(|(text, _)| {
                is_out && some.windows(text.len()).any(|window| window == text.as_bytes())
            });
            if let Some((_, what)) = sprung {
                (then, state.trap) = (Some(what), None);
                state.is_stalled = true;
            }
        }
        if !matches!(then, Some(Then::StallBehind | Then::CutBehind)) && !shared.passes(number) {
            break;
        }
        if to.write_all(some).is_err() {
            break;
        }
        if then == Some(Then::CutBehind) {
            // The server has it by then.
            thread::sleep(Duration::from_millis(100));
            let mut state = shared.state();
            state.is_stalled = false;
            cut(&mut state);
            drop(state);
            shared.changed.notify_all();
        }
    }
    drop(from.shutdown(Shutdown::Both));
    drop(to.shutdown(Shutdown::Both));
}
