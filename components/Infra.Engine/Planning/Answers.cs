using Infra.Engine.Program;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>What a program sees of a resource: its inputs echoed, and its computed outputs.</summary>
internal static class Answers
{
    public static Value.Map Of(Value.Map inputs, Value.Map outputs, ResourceRecord record) =>
        Value.MapOf(
            inputs
                .Items.SetItems(outputs.Items)
                .Select(p =>
                    record.Options.AdditionalSecretOutputs.Contains(p.Key) ? KeyValuePair.Create(p.Key, Value.SecretOf(p.Value.Plain())) : p
                )
        );
}
