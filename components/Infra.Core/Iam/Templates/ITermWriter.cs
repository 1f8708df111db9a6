namespace Infra.Core.Iam.Templates;

/// <summary>Writes terms in one format.</summary>
internal interface ITermWriter
{
    /// <summary>The term as an expression, without a line end.</summary>
    /// <param name="indent">Spaces before the lines after the first.</param>
    string Write(Term term, int indent);
}
