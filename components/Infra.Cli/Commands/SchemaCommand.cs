using System.CommandLine;
using Infra.Cli.Output;
using Infra.Core.Spec.Schema;

namespace Infra.Cli.Commands;

/// <summary><c>infra schema</c>: the stack file's JSON schema, for editors.</summary>
internal sealed class SchemaCommand : Command
{
    internal SchemaCommand(Screen screen)
        : base("schema", "Print the JSON Schema of stack files; identical to docs/stack.schema.json.") =>
        SetAction(_ =>
        {
            screen.Raw(StackSchema.Write().TrimEnd('\n'));
            return ExitCode.Ok;
        });
}
