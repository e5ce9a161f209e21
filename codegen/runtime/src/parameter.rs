//! The text of values in paths, queries, headers and cookies.

/// A value that can stand in a path, a query, a header or a cookie.
pub trait Parameter {
    /// Adds the text of each value: one for a scalar, none or one for an `Option`, one per item for a list. The text is
    /// not encoded for its place yet.
    fn write(&self, values: &mut Vec<String>);
}

impl Parameter for str {
    fn write(&self, values: &mut Vec<String>) {
        values.push(self.to_owned());
    }
}

impl Parameter for String {
    fn write(&self, values: &mut Vec<String>) {
        values.push(self.clone());
    }
}

impl<T: Parameter + ?Sized> Parameter for &T {
    fn write(&self, values: &mut Vec<String>) {
        T::write(self, values);
    }
}

impl<T: Parameter + ?Sized> Parameter for Box<T> {
    fn write(&self, values: &mut Vec<String>) {
        T::write(self, values);
    }
}

impl<T: Parameter> Parameter for Option<T> {
    fn write(&self, values: &mut Vec<String>) {
        if let Some(value) = self {
            value.write(values);
        }
    }
}

impl<T: Parameter> Parameter for [T] {
    fn write(&self, values: &mut Vec<String>) {
        for value in self {
            value.write(values);
        }
    }
}

impl<T: Parameter> Parameter for Vec<T> {
    fn write(&self, values: &mut Vec<String>) {
        self.as_slice().write(values);
    }
}

macro_rules! displayed {
    ($( $type:ty )*) => { $(
        impl Parameter for $type {
            fn write(&self, values: &mut Vec<String>) {
                values.push(self.to_string());
            }
        }
    )* };
}

displayed!(bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize serde_json::Number);

macro_rules! floats {
    ($( $type:ty )*) => { $(
        /// As JSON writes it. What JSON cannot write (`NaN`, `inf`) is sent by that name, for the server to refuse.
        impl Parameter for $type {
            fn write(&self, values: &mut Vec<String>) {
                let text = if self.is_finite() { serde_json::to_string(self).ok() } else { None };
                values.push(text.unwrap_or_else(|| self.to_string()));
            }
        }
    )* };
}

floats!(f32 f64);

/// A value of any type: `null` counts as none, an array as its items, an object as its JSON text.
impl Parameter for serde_json::Value {
    fn write(&self, values: &mut Vec<String>) {
        match self {
            Self::Null => {}
            Self::String(text) => text.write(values),
            Self::Array(items) => items.write(values),
            Self::Bool(_) | Self::Number(_) | Self::Object(_) => values.push(self.to_string()),
        }
    }
}
