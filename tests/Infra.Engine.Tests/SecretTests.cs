using System.Text.Json;
using Infra.Engine.Tests.Toys;
using Pulumi;

namespace Infra.Engine.Tests;

public sealed class SecretTests : IDisposable
{
    private const string Secret = "hunter2hunter2";
    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task Up_SecretInput_IsUsedButNeverShownNorStoredInClear()
    {
        var result = await toy.Engine(() => Toy.Command("only", Output.CreateSecret(Secret)).Stdout).UpAsync<ToyStack>();

        Assert.Equal([$"create only {Secret}"], toy.Log);
        Assert.Equal("[secret]", (string?)result.Outputs["result"]);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(result), StringComparison.Ordinal);
        Assert.DoesNotContain(toy.Events, e => e.ToString().Contains(Secret, StringComparison.Ordinal));
        Assert.Contains(toy.Events, e => e is EngineEvent.Output { Line: "made only [secret]" });
        Assert.DoesNotContain(Secret, File.ReadAllText(toy.StateFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_ConfigurationLongerThanTheKernelPassesOn_IsNotInACommandsEnvironment()
    {
        toy.Options = o => o with { Config = o.Config.Add("toy:long", Secret + new string('x', 200_000)).Add("toy:key", Secret) };

        var result = await toy.Up(() => Toy.Command("only", "1", create: "env >>log"));

        Assert.Empty(result.Failures);
        Assert.DoesNotContain(toy.Log, line =>
            line.Contains(Secret, StringComparison.Ordinal) || line.StartsWith("PULUMI_CONFIG", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Plan_ChangedSecret_IsAnUpdateThatShowsNeither()
    {
        await toy.Up(() => Toy.Command("only", Output.CreateSecret("old" + Secret)));
        var plan = await toy.Plan(() => Toy.Command("only", Output.CreateSecret("new" + Secret)));

        var change = Assert.Single(plan.Steps.Single(s => s.Name == "only").Changes);
        Assert.True(change.Secret);
        Assert.Equal(("[secret]", "[secret]"), ((string?)change.Before, (string?)change.After));
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_UnchangedSecret_IsTheSame()
    {
        await toy.Up(() => Toy.Command("only", Output.CreateSecret(Secret)));

        Assert.False((await toy.Plan(() => Toy.Command("only", Output.CreateSecret(Secret)))).HasChanges);
    }

    [Fact]
    public async Task Up_FailingCommandThatPrintsASecret_MessageIsMasked()
    {
        var result = await toy.Up(() => Toy.Command("bad", Output.CreateSecret(Secret), create: "echo \"cannot use $VALUE\" >&2; exit 1"));

        var message = Assert.Single(result.Failures).Error.Message;
        Assert.Contains("cannot use [secret]", message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_AdditionalSecretOutput_IsNotShownNorStoredInClear()
    {
        var result = await toy.Engine(() =>
                Toy.Command(
                    "only",
                    "1",
                    create: $"echo {Secret[..7]}-x",
                    options: new CustomResourceOptions { AdditionalSecretOutputs = { "stdout" } }
                ).Stdout
            )
            .UpAsync<ToyStack>();

        Assert.Equal("[secret]", (string?)result.Outputs["result"]);
        Assert.DoesNotContain(
            $"{Secret[..7]}-x\"",
            File.ReadAllText(toy.StateFile).Replace("echo hunter2-x\"", ""),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(toy.Events, e => e is EngineEvent.Output);
    }

    [Fact]
    public async Task State_WithoutItsKey_IsRefusedWithTheRemedy()
    {
        await toy.Up(() => Toy.Command("only", Output.CreateSecret(Secret)));
        File.Delete(Path.Combine(toy.State, "state.key"));
        var refused = await Assert.ThrowsAsync<EngineException>(() => toy.Plan(() => { }));

        Assert.Equal(EngineCodes.KeyMissing, refused.Code);
    }

    [Fact]
    public async Task State_Files_AreForTheirOwnerAlone()
    {
        await toy.Up(() => Toy.Command("only", Output.CreateSecret(Secret)));

        foreach (var file in Directory.EnumerateFiles(toy.State))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode);
    }
}
