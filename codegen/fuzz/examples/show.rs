//! Prints the document that the bytes of a finding of `mutate` stand for.
use arbitrary::Unstructured;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let bytes = std::fs::read(path)?;
    let tree = oasmith_fuzz::mutate(&mut Unstructured::new(&bytes))?;
    println!("{}", serde_json::to_string_pretty(&tree)?);
    Ok(())
}
