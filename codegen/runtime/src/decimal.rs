//! Decimal numbers as texts, compared by their digits: a bound of a document holds for all types of numbers without
//! rounding.

use std::cmp::Ordering;

/// A decimal number: its digits, without zeros at either end, and the power of ten that the last one counts.
pub(super) struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// The number that a text is, as JSON or `Display` writes it; none where it is infinite or no number.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let exponent: i64 = exponent.parse().ok()?;
        let exponent = exponent.checked_sub_unsigned(length(fraction))?;
        let ended = digits.trim_end_matches('0');
        let exponent = exponent.checked_add_unsigned(length(&digits) - length(ended))?;
        let digits = ended.trim_start_matches('0');
        let is_zero = digits.is_empty();
        Some(Self {
            is_negative: is_negative && !is_zero,
            digits: digits.to_owned(),
            exponent: if is_zero { 0 } else { exponent },
        })
    }

    /// Which of two numbers is the greater one.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self.magnitude().cmp(&other.magnitude()),
            (true, true) => other.magnitude().cmp(&self.magnitude()),
        }
    }

    /// What decides between two numbers without their signs, the first part first. Zero has no digits.
    fn magnitude(&self) -> (bool, i128, &str) {
        let places = i128::from(self.exponent) + i128::from(length(&self.digits));
        (!self.digits.is_empty(), places, &self.digits)
    }

    /// Whether a divisor goes into the number without a rest. One of more than 64 bits is taken to do so.
    pub(super) fn is_multiple_of(&self, divisor: &Self) -> bool {
        if self.digits.is_empty() {
            return true;
        }
        let Ok(modulus) = divisor.digits.parse::<u64>() else {
            return true;
        };
        // The last digit is no zero, so that it has to count at least what that of the divisor does.
        let Some(shift) = self.exponent.checked_sub(divisor.exponent) else {
            return true;
        };
        let Ok(shift) = u64::try_from(shift) else {
            return false;
        };
        let modulus = u128::from(modulus);
        let add = |rest, digit| (rest * 10 + u128::from(digit - b'0')) % modulus;
        let rest = self.digits.bytes().fold(0, add);
        let rest = rest * power_of_ten(shift, modulus) % modulus;
        rest == 0
    }
}

fn length(text: &str) -> u64 {
    text.len() as u64
}

/// What a power of ten leaves when it is divided; the divisor has 64 bits at most.
fn power_of_ten(mut exponent: u64, modulus: u128) -> u128 {
    let (mut power, mut base) = (1 % modulus, 10 % modulus);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power = power * base % modulus;
        }
        base = base * base % modulus;
        exponent /= 2;
    }
    power
}
