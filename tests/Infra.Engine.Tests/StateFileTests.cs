using Infra.Engine.Tests.Toys;

namespace Infra.Engine.Tests;

public sealed class StateFileTests : IDisposable
{
    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [Theory]
    [InlineData("", EngineCodes.StateUnreadable)]
    [InlineData("not json", EngineCodes.StateUnreadable)]
    [InlineData("{}", EngineCodes.StateUnreadable)]
    [InlineData("[]", EngineCodes.StateUnreadable)]
    [InlineData("""{"format": "infra-engine-state", "version": 1}""", EngineCodes.StateUnreadable)]
    [InlineData("""{"format": "infra-engine-state", "version": 99}""", EngineCodes.StateTooNew)]
    [InlineData(
        """{"format": "infra-engine-state", "version": 1, "project": "other", """
            + """ "stack": "test", "nextSequence": 1, "outputs": {}, "resources": [], "pending": []}""",
        EngineCodes.StateOfAnother
    )]
    public async Task AnyCommand_UnusableState_RefusesAndLeavesTheFileAlone(string text, string code)
    {
        Directory.CreateDirectory(toy.State);
        File.WriteAllText(toy.StateFile, text);

        foreach (var attempt in new Func<Task>[] { () => toy.Plan(() => { }), () => toy.Up(() => { }), toy.Down })
        {
            var refused = await Assert.ThrowsAsync<EngineException>(attempt);
            Assert.Equal(code, refused.Code);
            Assert.Contains(toy.StateFile, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(text, File.ReadAllText(toy.StateFile));
        Assert.Equal([toy.StateFile], Directory.EnumerateFileSystemEntries(toy.State));
    }

    [Theory]
    [InlineData("mkdir")]
    [InlineData("mkfifo")]
    [InlineData("mkfifo pipe; ln -s pipe")]
    public async Task AnyCommand_StateThatIsNoFile_IsRefusedAtOnce(string make)
    {
        Directory.CreateDirectory(toy.State);
        var start = Child.Of("sh", "-c", $"{make} {toy.StateFile}");
        start.WorkingDirectory = toy.State;
        using (var maker = System.Diagnostics.Process.Start(start)!)
            await maker.WaitForExitAsync();

        Assert.True(Path.Exists(toy.StateFile), $"'{make}' made nothing");
        foreach (var attempt in new Func<Task>[] { () => toy.Plan(() => { }), () => toy.Up(() => { }), toy.Down })
            Assert.Equal(EngineCodes.StateUnreadable, (await Assert.ThrowsAsync<EngineException>(attempt)).Code);
    }

    [Fact]
    public async Task Up_TruncatedState_RefusesAndRunsNothing()
    {
        await toy.Up(() => Toy.Command("only", "1"));
        var text = File.ReadAllText(toy.StateFile);
        File.WriteAllText(toy.StateFile, text[..(text.Length / 2)]);
        var refused = await Assert.ThrowsAsync<EngineException>(() => toy.Up(() => Toy.Command("only", "2")));

        Assert.Equal(EngineCodes.StateUnreadable, refused.Code);
        Assert.Equal(["create only 1"], toy.Log);
    }

    [Fact]
    public async Task Down_WithoutState_DoesNothing()
    {
        Assert.True((await toy.Down()).Succeeded);
        Assert.Empty(Directory.EnumerateFileSystemEntries(toy.State));
    }
}
