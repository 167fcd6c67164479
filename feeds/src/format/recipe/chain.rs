//! A JSON value and all that is around it, up to the whole document.

use serde_json::Value;
use std::fmt::Write;

/// One value on the way from the document to a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub(super) value: &'a Value,
    key: Key<'a>,
    around: Option<&'a Frame<'a>>,
}

#[derive(Clone, Copy, Debug)]
enum Key<'a> {
    None,
    Name(&'a str),
    Item(usize),
}

impl<'a> Frame<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self { value, key: Key::None, around: None }
    }

    pub(super) fn named(&'a self, name: &'a str, value: &'a Value) -> Frame<'a> {
        Self { value, key: Key::Name(name), around: Some(self) }
    }

    pub(super) fn item(&'a self, at: usize, value: &'a Value) -> Frame<'a> {
        Self { value, key: Key::Item(at), around: Some(self) }
    }

    /// What stood in this value as a text.
    pub(super) fn inner(&'a self, value: &'a Value) -> Frame<'a> {
        Self { value, key: Key::None, around: Some(self) }
    }

    /// So many objects further out; lists between don't count.
    pub(super) fn above(&self, steps: usize) -> Option<&Frame<'a>> {
        let mut frame = self;
        for _ in 0..steps {
            frame = frame.around?;
            while !frame.value.is_object() {
                frame = frame.around?;
            }
        }
        Some(frame)
    }

    /// The place in the list that it is a member of, from 0.
    pub(super) fn item_number(&self) -> Option<usize> {
        match self.key {
            Key::Item(at) => Some(at),
            _ => None,
        }
    }

    /// The nearest name that it stands under.
    pub(super) fn key(&self) -> Option<&'a str> {
        let mut frame = self;
        loop {
            if let Key::Name(name) = frame.key {
                return Some(name);
            }
            frame = frame.around?;
        }
    }

    /// JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut keys = Vec::new();
        let mut frame = Some(self);
        while let Some(at) = frame {
            keys.push(at.key);
            frame = at.around;
        }
        let mut pointer = String::new();
        for key in keys.into_iter().rev() {
            match key {
                Key::None => {}
                Key::Name(name) => {
                    pointer.push('/');
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
                Key::Item(at) => {
                    let _ = write!(pointer, "/{at}");
                }
            }
        }
        pointer
    }
}
